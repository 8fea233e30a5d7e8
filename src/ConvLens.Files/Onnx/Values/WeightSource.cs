using ConvLens.Compute.Tensors;

namespace ConvLens.Files.Onnx.Values;

/// <summary>A parameter's values to come: a constant, and the order in which a layer wants it.</summary>
/// <param name="Values">The numbers, in the shape that the model gives them.</param>
/// <param name="Shape">The parameter's shape.</param>
/// <param name="Transposed">Whether the constant is a matrix that the layer wants with rows and columns exchanged.</param>
internal sealed record WeightSource(Constant Values, Shape Shape, bool Transposed = false)
{
    private const int PieceRows = 64;

    /// <summary>Reads the numbers straight into a new tensor.</summary>
    public Tensor ToTensor()
    {
        Tensor tensor = new(Shape);
        if (Transposed) ReadTransposed(tensor);
        else if (Shape.Rank != 4) Values.CopyTo(0, tensor.Span);
        else ReadChannelsLast(tensor);
        return tensor;
    }

    public bool Same(WeightSource other) => Shape == other.Shape && Transposed == other.Transposed && Values.Same(other.Values);

    // Piece by piece, so that a large array is never held twice.
    private void ReadChannelsLast(Tensor tensor)
    {
        Shape one = Shape.WithN(1);
        float[] sample = new float[one.Length];
        for (int n = 0; n < Shape.N; n++)
        {
            Values.CopyTo((long)n * one.Length, sample);
            ChannelsLast.Pack(one, sample, tensor.Span.Slice(n * one.Length, one.Length));
        }
    }

    private void ReadTransposed(Tensor tensor)
    {
        int rows = Shape[1], columns = Shape[0];
        float[] piece = new float[Math.Min(PieceRows, rows) * columns];
        Span<float> to = tensor.Span;
        for (int first = 0; first < rows; first += PieceRows)
        {
            int count = Math.Min(PieceRows, rows - first);
            Values.CopyTo((long)first * columns, piece.AsSpan(0, count * columns));
            for (int column = 0; column < columns; column++)
                for (int row = 0; row < count; row++) to[(column * rows) + first + row] = piece[(row * columns) + column];
        }
    }
}
