using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;

namespace ConvLens.Networks.Layers;

/// <summary>A place that is fed from outside.</summary>
/// <param name="Shape">The shape; if batched, for the batch that the network is declared with.</param>
public sealed record Input(Shape Shape) : Layer
{
    /// <summary>Whether the outermost extent is the batch, which an executor sets to its own. Default true.</summary>
    public bool Batched { get; init; } = true;

    /// <inheritdoc/>
    public override string Kind => "input";

    /// <inheritdoc/>
    public override (int Least, int Most) InputCount => (0, 0);

    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<Shape> inputs) => Shape;

    internal override LayerExecutor CreateExecutor(LayerSite site) => throw new NotSupportedException("an input has nothing to execute");
}
