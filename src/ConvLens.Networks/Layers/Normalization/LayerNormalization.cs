using ConvLens.Compute.Reductions;
using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;

namespace ConvLens.Networks.Layers.Normalization;

/// <summary>Standardizes the last axes together [ba2016]; weight and bias have these axes' extents.</summary>
/// <param name="Axis">The first of them; negative ones count from the end. Default −1: the last axis alone.</param>
public sealed record LayerNormalization(int Axis = -1) : StandardizationLayer
{
    /// <inheritdoc/>
    public override string Kind => "layer_normalization";

    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<Shape> inputs)
    {
        _ = RequireAxis(Axis, inputs[0]);
        return inputs[0];
    }

    private protected override Shape Scales(Shape input) => new([.. input.AsEnumerable().Skip(RequireAxis(Axis, input))]);

    internal override LayerExecutor CreateExecutor(LayerSite site)
    {
        int first = RequireAxis(Axis, site.Input);
        Fibers fibers = Fibers.Along(site.Input, [.. Enumerable.Range(first, site.Input.Rank - first)], keepAxes: true);
        return new StandardizationExecutor(site, fibers, Fibers.OfBroadcast(Scales(site.Input), site.Input), Epsilon);
    }
}
