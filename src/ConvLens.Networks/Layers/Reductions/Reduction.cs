using ConvLens.Compute.Reductions;
using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;

namespace ConvLens.Networks.Layers.Reductions;

/// <summary>One number from all along some axes: their sum, mean, largest ….</summary>
/// <param name="Operation">How numbers are joined.</param>
/// <param name="Axes">The axes that are joined. Default: all; an empty list joins none.</param>
public sealed record Reduction(ReductionKind Operation, Axes? Axes = null) : AxisLayer
{
    /// <summary>Whether the joined axes stay with extent 1. Default true, as in ONNX; PyTorch's is false.</summary>
    public bool KeepAxes { get; init; } = true;

    /// <inheritdoc/>
    public override string Kind => "reduction";

    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<Shape> inputs) => Reduced(inputs[0], Resolve(Axes, inputs[0]), KeepAxes);

    internal override LayerExecutor CreateExecutor(LayerSite site) =>
        new ReductionExecutor(site, Operation, Fibers.Along(site.Input, Resolve(Axes, site.Input), KeepAxes));
}
