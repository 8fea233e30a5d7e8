using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Tensors;

namespace ConvLens.Networks.Execution;

/// <summary>Where a layer runs: its shapes at one batch size, its node's name and who works.</summary>
internal sealed record LayerSite(string Node, IReadOnlyList<Shape> Inputs, Shape Output, Scheduler Scheduler)
{
    /// <summary>The shape of the first input.</summary>
    public Shape Input => Inputs[0];
}
