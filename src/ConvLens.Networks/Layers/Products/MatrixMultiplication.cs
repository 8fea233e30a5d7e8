using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;

namespace ConvLens.Networks.Layers.Products;

/// <summary>The matrix product of two inputs, as NumPy's matmul: [batch, m, k] · [batch, k, n] = [batch, m, n], the batches broadcast against each other.</summary>
/// <remarks>A first input of one axis is a row, a second one a column; the axis they lack is missing in the output too.</remarks>
public sealed record MatrixMultiplication : Layer
{
    /// <inheritdoc/>
    public override string Kind => "matrix_multiplication";

    /// <inheritdoc/>
    public override (int Least, int Most) InputCount => (2, 2);

    /// <inheritdoc/>
    public override LocalWindow? Window => null;

    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<Shape> inputs)
    {
        (Shape a, Shape b) = Matrices(inputs);
        if (a[a.Rank - 1] != b[b.Rank - 2]) throw new LayerShapeException("it needs as many columns of its first input as rows of its second");
        List<int> extents = [.. Batch(a, b)];
        if (inputs[0].Rank > 1) extents.Add(a[a.Rank - 2]);
        if (inputs[1].Rank > 1) extents.Add(b[b.Rank - 1]);
        return new([.. extents]);
    }

    /// <inheritdoc/>
    public override long MultiplyAdds(IReadOnlyList<Shape> inputs, Shape output) => (long)output.Length * inputs[0][inputs[0].Rank - 1];

    internal override LayerExecutor CreateExecutor(LayerSite site)
    {
        (Shape a, Shape b) = Matrices(site.Inputs);
        return new MatrixMultiplicationExecutor(site, a, b, Batch(a, b));
    }

    // Inputs of one axis as a row and a column: the order of their numbers stays.
    private static (Shape A, Shape B) Matrices(IReadOnlyList<Shape> inputs)
    {
        if (inputs.Any(shape => shape.Rank == 0)) throw new LayerShapeException("it needs inputs of at least one axis");
        return (inputs[0].Rank == 1 ? [1, inputs[0][0]] : inputs[0], inputs[1].Rank == 1 ? [inputs[1][0], 1] : inputs[1]);
    }

    private static int[] Batch(Shape a, Shape b)
    {
        int outer = Math.Max(a.Rank, b.Rank) - 2;
        return [.. Enumerable.Range(0, outer).Select(axis =>
        {
            int mine = axis - (outer - (a.Rank - 2)), yours = axis - (outer - (b.Rank - 2));
            int left = mine < 0 ? 1 : a[mine], right = yours < 0 ? 1 : b[yours];
            return left == right || right == 1 ? left : left == 1 ? right : throw new LayerShapeException($"it cannot broadcast batches of {left} and {right}");
        })];
    }
}
