using ConvLens.Compute.Tensors;
using ConvLens.Files.Elements;
using ConvLens.Files.Hdf5;

namespace ConvLens.Files.Keras.Weights;

/// <summary>From Keras' order of weights, outputs last, to ours, outputs first.</summary>
internal static class KerasLayout
{
    private const int Tile = 32;

    /// <summary>Numbers as they are: biases, statistics.</summary>
    public static Tensor Plain(Hdf5Dataset data)
    {
        Shape shape = ShapeOf(data);
        if (shape.Rank == 4) return Tensor.FromLogical(shape, data.ReadAll());
        data.RequireRoom();
        Tensor tensor = new(shape);
        data.Read(tensor.Span);
        return tensor;
    }

    /// <summary>[I, O] → [O, I]; [rows, columns, I, O] → [O, I, rows, columns], and transposed convolutions' [rows, columns, O, I] → [I, O, rows, columns]; likewise with one or three axes of pixels.</summary>
    public static Tensor Kernel(Hdf5Dataset data)
    {
        int[] extents = [.. ShapeOf(data).AsEnumerable()];
        if (extents.Length < 2) return Plain(data);
        int outputs = extents[^1], inputs = extents[^2];
        Shape shape = new([outputs, inputs, .. extents[..^2]]);
        if (shape.Rank is 2 or 4) return OutputsFirst(data, outputs, shape);
        // With pixels along one or three axes the inputs move before them, too.
        return Regrouped(OutputsFirst(data, outputs, [outputs, shape.Length / outputs]).Values, shape, outputs, shape.Length / outputs / inputs, inputs);
    }

    /// <summary>[rows, columns, C, M] → [C · M, 1, rows, columns].</summary>
    public static Tensor Depthwise(Hdf5Dataset data)
    {
        if (ShapeOf(data) is not { Rank: 4 } shape) throw data.Fault($"{data.Title} must have four axes", $"{ShapeOf(data)}");
        int outputs = shape[2] * shape[3];
        return OutputsFirst(data, outputs, [outputs, 1, shape[0], shape[1]]);
    }

    /// <summary>[H · W · C, O] → [O, C · H · W]: the weights behind a flattening, which Keras does pixel by pixel.</summary>
    public static Tensor Flattened(Hdf5Dataset data, int channels)
    {
        if (ShapeOf(data) is not { Rank: 2 } shape || shape[0] % channels != 0) throw data.Fault($"{data.Title} must have two axes, the first a multiple of {channels}", $"{ShapeOf(data)}");
        return Regrouped(OutputsFirst(data, shape[1], [shape[1], shape[0]]).Values, [shape[1], shape[0]], shape[1], shape[0] / channels, channels);
    }

    /// <summary>[H · W · C] → [C · H · W], and [H, W, C] → [C, H, W].</summary>
    public static Tensor ChannelsFirst(Hdf5Dataset data, Shape shape, int channels)
    {
        float[] values = data.ReadAll();
        if (values.Length != shape.Length) throw data.Fault($"{data.Title} must hold {shape.Length} numbers", $"{values.Length}");
        return Regrouped(values, shape, 1, values.Length / channels, channels);
    }

    private static Shape ShapeOf(Hdf5Dataset data) => DeclaredShape.Of(data.File.Source.Path, data.Title, data.Extents);

    private static Tensor OutputsFirst(Hdf5Dataset data, int outputs, Shape shape)
    {
        float[] values = data.ReadAll();
        return Regrouped(values, shape, 1, values.Length / outputs, outputs);
    }

    /// <summary>Transposes each of <paramref name="count"/> matrices, tile by tile, into the memory of a tensor.</summary>
    private static Tensor Regrouped(ReadOnlySpan<float> values, Shape shape, int count, int rows, int columns)
    {
        Tensor tensor = new(shape);
        Span<float> result = tensor.Span;
        for (int n = 0; n < count; n++)
        {
            int start = n * rows * columns;
            for (int row = 0; row < rows; row += Tile)
                for (int column = 0; column < columns; column += Tile)
                    for (int r = row; r < Math.Min(row + Tile, rows); r++)
                        for (int c = column; c < Math.Min(column + Tile, columns); c++)
                            result[start + (c * rows) + r] = values[start + (r * columns) + c];
        }

        return tensor;
    }
}
