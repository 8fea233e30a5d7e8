using ConvLens.Compute.Reductions;
using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;

namespace ConvLens.Networks.Layers.Normalization;

/// <summary>Standardizes each group of neighbouring channels of each sample together [wu2018]; input [N, C, …], weight and bias [C].</summary>
/// <param name="Groups">Groups; C must be a multiple of it.</param>
public sealed record GroupNormalization(int Groups) : StandardizationLayer
{
    /// <inheritdoc/>
    public override string Kind => "group_normalization";

    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<Shape> inputs)
    {
        if (inputs[0].Rank < 2) throw new LayerShapeException("it needs an input N×C×…");
        return Groups >= 1 && inputs[0].C % Groups == 0 ? inputs[0] : throw new LayerShapeException($"its {inputs[0].C} channels must be a multiple of its {Groups} groups");
    }

    private protected override Shape Scales(Shape input) => [input.C];

    internal override LayerExecutor CreateExecutor(LayerSite site) => new StandardizationExecutor(site, Fibers.OfGroups(site.Input, Groups), OfChannels(site.Input), Epsilon);
}
