using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;
using ConvLens.Networks.Layers.Arithmetic;

namespace ConvLens.Networks.Layers;

/// <summary>The sum of one or more inputs, number by number: the join of a residual block.</summary>
/// <remarks>The inputs broadcast by NumPy's rule.</remarks>
public sealed record Addition : Layer
{
    /// <inheritdoc/>
    public override string Kind => "addition";

    /// <inheritdoc/>
    public override (int Least, int Most) InputCount => (1, int.MaxValue);

    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<Shape> inputs) => Broadcasting.Common(inputs);

    internal override LayerExecutor CreateExecutor(LayerSite site) => new SumExecutor(site, divisor: 1);
}
