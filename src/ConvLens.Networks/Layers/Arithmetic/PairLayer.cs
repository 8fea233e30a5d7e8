using ConvLens.Compute.Elementwise;
using ConvLens.Compute.Reductions;
using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;

namespace ConvLens.Networks.Layers.Arithmetic;

/// <summary>A layer that maps pairs of numbers of two inputs, which broadcast by NumPy's rule.</summary>
public abstract record PairLayer : Layer
{
    /// <inheritdoc/>
    public override (int Least, int Most) InputCount => (2, 2);

    private protected abstract PairFunction Function { get; }

    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<Shape> inputs) => Broadcasting.Common(inputs);

    internal override LayerExecutor CreateExecutor(LayerSite site) => new Executor(site, Function);

    private sealed class Executor(LayerSite site, PairFunction function) : LayerExecutor(site)
    {
        private readonly Fibers _left = Fibers.OfBroadcast(site.Inputs[0], site.Output), _right = Fibers.OfBroadcast(site.Inputs[1], site.Output);

        public override void Forward(LayerFrame frame) =>
            function.Forward(Site.Scheduler, _left, frame.Inputs[0].Values, _right, frame.Inputs[1].Values, frame.Output.Span);

        public override void Backward(LayerFrame frame, Tensor signal, IReadOnlyList<Tensor?> inputSignals, IReadOnlyList<Tensor>? parameterGradients)
        {
            Tensor x = frame.Inputs[0], y = frame.Inputs[1];
            if (inputSignals[0] is { } dx) function.LeftGradient(Site.Scheduler, _left, x.Values, _right, y.Values, signal.Values, dx.Span);
            if (inputSignals[1] is { } dy) function.RightGradient(Site.Scheduler, _left, x.Values, _right, y.Values, signal.Values, dy.Span);
        }
    }
}
