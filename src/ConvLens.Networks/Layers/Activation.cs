using ConvLens.Compute.Elementwise;
using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;

namespace ConvLens.Networks.Layers;

/// <summary>A layer that maps every number by itself; the shape stays.</summary>
public abstract record Activation : Layer
{
    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<Shape> inputs) => inputs[0];

    /// <summary>What it does, if it is a rectification: then a layer before it can do it in its stead.</summary>
    internal virtual Rectification? Rectification => null;

    internal abstract void Forward(Scheduler scheduler, ReadOnlySpan<float> x, Span<float> y);

    internal abstract void Gradient(Scheduler scheduler, ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dx);

    internal override LayerExecutor CreateExecutor(LayerSite site) => new Executor(site, this);

    private sealed class Executor(LayerSite site, Activation activation) : LayerExecutor(site)
    {
        public override bool OverwritesSignal => activation.Rectification is not null;

        public override void Forward(LayerFrame frame) => activation.Forward(Site.Scheduler, frame.Input.Values, frame.Output.Span);

        public override void Backward(LayerFrame frame, Tensor signal, IReadOnlyList<Tensor?> inputSignals, IReadOnlyList<Tensor>? parameterGradients)
        {
            if (inputSignals[0] is { } dx) activation.Gradient(Site.Scheduler, frame.Input.Values, frame.Output.Values, signal.Values, dx.Span);
        }
    }
}
