using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;

namespace ConvLens.Networks.Layers;

/// <summary>A layer that maps the classes of each sample (or pixel) together, along axis 1; the shape stays.</summary>
public abstract record ClassActivation : Layer
{
    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<Shape> inputs) =>
        inputs[0].Rank is 2 or 4 ? inputs[0] : throw new LayerShapeException("it needs an input N×F or N×C×H×W");

    internal abstract void Forward(Scheduler scheduler, int classes, ReadOnlySpan<float> x, Span<float> y);

    internal abstract void Gradient(Scheduler scheduler, int classes, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dx);

    internal override LayerExecutor CreateExecutor(LayerSite site) => new Executor(site, this);

    private sealed class Executor(LayerSite site, ClassActivation activation) : LayerExecutor(site)
    {
        public override void Forward(LayerFrame frame) => activation.Forward(Site.Scheduler, Site.Input.C, frame.Input.Values, frame.Output.Span);

        public override void Backward(LayerFrame frame, Tensor signal, IReadOnlyList<Tensor?> inputSignals, IReadOnlyList<Tensor>? parameterGradients)
        {
            if (inputSignals[0] is { } dx) activation.Gradient(Site.Scheduler, Site.Input.C, frame.Output.Values, signal.Values, dx.Span);
        }
    }
}
