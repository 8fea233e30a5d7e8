using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;

namespace ConvLens.Networks.Layers;

/// <summary>A place that is fed from outside.</summary>
/// <param name="Shape">The shape for a batch of one.</param>
public sealed record Input(Shape Shape) : Layer
{
    /// <inheritdoc/>
    public override string Kind => "input";

    /// <inheritdoc/>
    public override (int Least, int Most) InputCount => (0, 0);

    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<Shape> inputs) => Shape;

    internal override LayerExecutor CreateExecutor(LayerSite site) => throw new NotSupportedException("an input has nothing to execute");
}
