using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;

namespace ConvLens.Networks.Layers.Products;

/// <summary>y = α · a · b + β · c over matrices: BLAS's and ONNX's Gemm with inputs for all operands. With constant b and c a <see cref="Dense"/> is faster.</summary>
/// <remarks>Inputs a [m, k], b [k, n], and c, if there, of any shape that broadcasts to [m, n].</remarks>
public sealed record GeneralProduct : Layer
{
    /// <summary>The product's factor α. Default 1.</summary>
    public float Alpha { get; init; } = 1;

    /// <summary>The addend's factor β. Default 1.</summary>
    public float Beta { get; init; } = 1;

    /// <summary>Whether a is given as [k, m]. Default false.</summary>
    public bool TransposeA { get; init; }

    /// <summary>Whether b is given as [n, k]. Default false.</summary>
    public bool TransposeB { get; init; }

    /// <inheritdoc/>
    public override string Kind => "general_product";

    /// <inheritdoc/>
    public override (int Least, int Most) InputCount => (2, 3);

    /// <inheritdoc/>
    public override LocalWindow? Window => null;

    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<Shape> inputs)
    {
        if (inputs.Count is < 2 or > 3) throw new LayerShapeException($"it needs two or three inputs, found {inputs.Count}");
        RequireRank(inputs[0], 2, "of two axes");
        if (inputs[1].Rank != 2) throw new LayerShapeException("it needs a second input of two axes");
        (int m, int k) = TransposeA ? (inputs[0][1], inputs[0][0]) : (inputs[0][0], inputs[0][1]);
        (int rows, int n) = TransposeB ? (inputs[1][1], inputs[1][0]) : (inputs[1][0], inputs[1][1]);
        if (k != rows) throw new LayerShapeException($"it needs as many columns of its first input as rows of its second, found {k} and {rows}");
        Shape output = [m, n];
        if (inputs.Count == 3 && (inputs[2].Rank > 2 || Enumerable.Range(1, inputs[2].Rank).Any(i => inputs[2][inputs[2].Rank - i] is var extent && extent != 1 && extent != output[2 - i])))
            throw new LayerShapeException($"its third input must broadcast to {output}");
        return output;
    }

    /// <inheritdoc/>
    public override long MultiplyAdds(IReadOnlyList<Shape> inputs, Shape output) => (long)output.Length * inputs[0][TransposeA ? 0 : 1];

    internal override LayerExecutor CreateExecutor(LayerSite site) => new GeneralProductExecutor(site, this);
}
