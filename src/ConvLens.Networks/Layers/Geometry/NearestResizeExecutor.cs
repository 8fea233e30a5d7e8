using ConvLens.Compute.Layout;
using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;

namespace ConvLens.Networks.Layers.Geometry;

/// <summary>Nearest neighbours only move numbers.</summary>
internal sealed class NearestResizeExecutor(LayerSite site, Resize layer, ResizeAxis[] axes) : LayerExecutor(site)
{
    private readonly IndexedCopy _copy = new(
        [.. axes.Select((axis, i) => CopyAxis.Picked(axis.Nearest(layer), MemoryStrides.Of(site.Input)[i], MemoryStrides.Of(site.Output)[i]))], site.Input.Length, site.Output.Length);

    public override void Forward(LayerFrame frame) => _copy.Run(Site.Scheduler, frame.Input.Values, frame.Output.Span, layer.ExtrapolationValue);

    public override void Backward(LayerFrame frame, Tensor signal, IReadOnlyList<Tensor?> inputSignals, IReadOnlyList<Tensor>? parameterGradients)
    {
        if (inputSignals[0] is { } dx) _copy.RunAdjoint(Site.Scheduler, signal.Values, dx.Span);
    }
}
