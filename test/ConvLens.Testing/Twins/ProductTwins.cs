using ConvLens.Compute.Tensors;
using ConvLens.Networks.Layers;
using ConvLens.Networks.Layers.Products;

namespace ConvLens.Testing.Twins;

/// <summary>Matrix products, one number at a time.</summary>
public static class ProductTwins
{
    /// <summary>The layer's output; null if it is not one of these.</summary>
    public static TwinArray? Forward(Layer layer, TwinArray[] read) => layer switch
    {
        MatrixMultiplication product => Multiply(read[0], read[1], product.InferShape([read[0].Shape, read[1].Shape])),
        GeneralProduct product => General(product, read),
        _ => null,
    };

    private static TwinArray Multiply(TwinArray a, TwinArray b, Shape shape)
    {
        bool row = a.Shape.Rank == 1, column = b.Shape.Rank == 1;
        int batch = shape.Rank - (row ? 0 : 1) - (column ? 0 : 1), inner = a.Shape[a.Shape.Rank - 1];
        // Axes that an operand lacks, or has once, are read at 0.
        int[] Inside(TwinArray array, int own, int[] at) => [.. Enumerable.Range(0, own).Select(axis => Math.Min(at[batch - own + axis], array.Shape[axis] - 1))];
        return TwinIndex.Build(shape, at => Enumerable.Range(0, inner).Sum(k =>
            a.At(row ? [k] : [.. Inside(a, a.Shape.Rank - 2, at), at[batch], k]) * b.At(column ? [k] : [.. Inside(b, b.Shape.Rank - 2, at), k, at[^1]])));
    }

    private static TwinArray General(GeneralProduct layer, TwinArray[] read)
    {
        Shape shape = layer.InferShape([.. read.Select(array => array.Shape)]);
        int inner = read[0].Shape[layer.TransposeA ? 0 : 1];
        return TwinIndex.Build(shape, at =>
        {
            double sum = Enumerable.Range(0, inner).Sum(k => (layer.TransposeA ? read[0][k, at[0]] : read[0][at[0], k]) * (layer.TransposeB ? read[1][at[1], k] : read[1][k, at[1]]));
            return (layer.Alpha * sum) + (read.Length < 3 ? 0 : layer.Beta * read[2].At([.. at.Skip(2 - read[2].Shape.Rank).Select((i, axis) => Math.Min(i, read[2].Shape[axis] - 1))]));
        });
    }
}
