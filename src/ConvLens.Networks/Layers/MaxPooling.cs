using ConvLens.Compute.Pooling;
using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;

namespace ConvLens.Networks.Layers;

/// <summary>The largest number of each window. Remembers where it was (the switches), so that the way down can put signals back in place.</summary>
/// <param name="Kernel">Window rows and columns.</param>
public sealed record MaxPooling(Extent Kernel) : Pooling(Kernel)
{
    /// <inheritdoc/>
    public override string Kind => "max_pooling";

    internal override LayerExecutor CreateExecutor(LayerSite site) => new Executor(site, Geometry(site.Input, site.Output));

    private sealed class Executor(LayerSite site, PoolingGeometry geometry) : LayerExecutor(site)
    {
        private Tensor? _taps;

        public override (PoolingGeometry Geometry, Tensor Taps)? Switches => _taps is null ? null : (geometry, _taps);

        public override void Forward(LayerFrame frame)
        {
            if (frame.WalksBack) _taps ??= new(Site.Output);
            MaxPool.Forward(Site.Scheduler, geometry, frame.Input.Values, frame.Output.Span, frame.WalksBack ? _taps!.Span : default);
        }

        public override void Backward(LayerFrame frame, Tensor signal, IReadOnlyList<Tensor?> inputSignals, IReadOnlyList<Tensor>? parameterGradients)
        {
            if (inputSignals[0] is { } inputSignal) MaxPool.Unpool(Site.Scheduler, geometry, signal.Values, _taps!.Values, inputSignal.Span);
        }
    }
}
