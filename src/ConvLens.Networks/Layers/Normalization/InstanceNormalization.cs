using ConvLens.Compute.Reductions;
using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;

namespace ConvLens.Networks.Layers.Normalization;

/// <summary>Standardizes each map of each sample [ulyanov2016]; input [N, C, …], weight and bias [C].</summary>
public sealed record InstanceNormalization : StandardizationLayer
{
    /// <inheritdoc/>
    public override string Kind => "instance_normalization";

    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<Shape> inputs) => RequireMaps(inputs[0]);

    private protected override Shape Scales(Shape input) => [input.C];

    internal override LayerExecutor CreateExecutor(LayerSite site) =>
        new StandardizationExecutor(site, Fibers.Along(site.Input, [.. Enumerable.Range(2, site.Input.Rank - 2)], keepAxes: true), OfChannels(site.Input), Epsilon);
}
