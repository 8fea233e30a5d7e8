using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;

namespace ConvLens.Networks.Layers.Arithmetic;

/// <summary>The mean of one or more inputs, number by number.</summary>
/// <remarks>The inputs broadcast by NumPy's rule.</remarks>
public sealed record Average : Layer
{
    /// <inheritdoc/>
    public override string Kind => "average";

    /// <inheritdoc/>
    public override (int Least, int Most) InputCount => (1, int.MaxValue);

    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<Shape> inputs) => Broadcasting.Common(inputs);

    internal override LayerExecutor CreateExecutor(LayerSite site) => new SumExecutor(site, site.Inputs.Count);
}
