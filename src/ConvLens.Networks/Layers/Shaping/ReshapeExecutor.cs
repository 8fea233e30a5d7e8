using ConvLens.Compute.Layout;
using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;

namespace ConvLens.Networks.Layers.Shaping;

/// <summary>From the input's memory order to logical order, and from there to the output's; what is in logical order already stays as it is.</summary>
internal sealed class ReshapeExecutor : LayerExecutor
{
    private readonly IndexedCopy? _unpack, _pack;
    private readonly Tensor? _logical;

    public ReshapeExecutor(LayerSite site)
        : base(site)
    {
        if (site.Input == site.Output) return;
        (_unpack, _pack) = (LogicalOrder.From(site.Input), LogicalOrder.To(site.Output));
        if (_unpack is not null && _pack is not null) _logical = new([site.Input.Length]);
    }

    public override void Forward(LayerFrame frame)
    {
        Scheduler scheduler = Site.Scheduler;
        if (_logical is not null)
        {
            _unpack!.Run(scheduler, frame.Input.Values, _logical.Span);
            _pack!.Run(scheduler, _logical.Values, frame.Output.Span);
        }
        else if ((_unpack ?? _pack) is { } copy) copy.Run(scheduler, frame.Input.Values, frame.Output.Span);
        else frame.Input.Values.CopyTo(frame.Output.Span);
    }

    public override void Backward(LayerFrame frame, Tensor signal, IReadOnlyList<Tensor?> inputSignals, IReadOnlyList<Tensor>? parameterGradients)
    {
        if (inputSignals[0] is not { } dx) return;
        if (_logical is not null)
        {
            _pack!.RunAdjoint(Site.Scheduler, signal.Values, _logical.Span);
            _unpack!.RunAdjoint(Site.Scheduler, _logical.Values, dx.Span);
        }
        else if ((_unpack ?? _pack) is { } copy) copy.RunAdjoint(Site.Scheduler, signal.Values, dx.Span);
        else signal.Values.CopyTo(dx.Span);
    }
}
