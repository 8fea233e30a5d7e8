using ConvLens.Compute.Layout;
using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;

namespace ConvLens.Networks.Layers.Shaping;

/// <summary>A layer each of whose outputs is one of its inputs or a constant: it moves numbers and computes nothing. Signals go back where their numbers came from and add up where one was read several times.</summary>
public abstract record Rearrangement : Layer
{
    /// <inheritdoc/>
    public override LocalWindow? Window => null;

    /// <summary>What an output becomes that no input stands behind.</summary>
    private protected virtual float Fill => 0;

    internal override LayerExecutor CreateExecutor(LayerSite site) => new Executor(site, new([.. CopyAxes(site.Input, site.Output)], site.Input.Length, site.Output.Length), Fill);

    /// <summary>Which input each output is, axis by axis in memory.</summary>
    private protected abstract IEnumerable<CopyAxis> CopyAxes(Shape input, Shape output);

    private sealed class Executor(LayerSite site, IndexedCopy copy, float fill) : LayerExecutor(site)
    {
        public override void Forward(LayerFrame frame) => copy.Run(Site.Scheduler, frame.Input.Values, frame.Output.Span, fill);

        public override void Backward(LayerFrame frame, Tensor signal, IReadOnlyList<Tensor?> inputSignals, IReadOnlyList<Tensor>? parameterGradients)
        {
            if (inputSignals[0] is { } dx) copy.RunAdjoint(Site.Scheduler, signal.Values, dx.Span);
        }
    }
}
