using ConvLens.Compute.Elementwise;
using ConvLens.Compute.Reductions;
using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;
using Elementwise = ConvLens.Compute.Elementwise;

namespace ConvLens.Networks.Layers.Arithmetic;

/// <summary>A layer that folds any number of inputs, which broadcast by NumPy's rule, from the first to the last: f(f(x₀, x₁), x₂) …</summary>
public abstract record FoldLayer : Layer
{
    /// <inheritdoc/>
    public override (int Least, int Most) InputCount => (1, int.MaxValue);

    private protected abstract PairFunction Function { get; }

    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<Shape> inputs) => Broadcasting.Common(inputs);

    internal override LayerExecutor CreateExecutor(LayerSite site) => new Executor(site, Function);

    private sealed class Executor(LayerSite site, PairFunction function) : LayerExecutor(site)
    {
        private readonly Fibers[] _operands = [.. site.Inputs.Select(input => Fibers.OfBroadcast(input, site.Output))];
        private readonly Fibers _whole = Fibers.OfBroadcast(site.Output, site.Output);
        // The result after each input but the last, whose result is the output.
        private readonly Tensor[] _results = [.. site.Inputs.Skip(1).Select(_ => new Tensor(site.Output))];
        private Tensor? _signal;

        public override void Forward(LayerFrame frame)
        {
            int last = frame.Inputs.Count - 1;
            Elementwise.Arithmetic.Spread(Site.Scheduler, _operands[0], frame.Inputs[0].Values, (last == 0 ? frame.Output : _results[0]).Span);
            for (int i = 1; i <= last; i++)
                function.Forward(Site.Scheduler, _whole, _results[i - 1].Values, _operands[i], frame.Inputs[i].Values, (i == last ? frame.Output : _results[i]).Span);
        }

        public override void Backward(LayerFrame frame, Tensor signal, IReadOnlyList<Tensor?> inputSignals, IReadOnlyList<Tensor>? parameterGradients)
        {
            Span<float> rest = (_signal ??= new(Site.Output)).Span;
            signal.Values.CopyTo(rest);
            for (int i = inputSignals.Count - 1; i > 0; i--)
            {
                ReadOnlySpan<float> before = _results[i - 1].Values, x = frame.Inputs[i].Values;
                if (inputSignals[i] is { } dx) function.RightGradient(Site.Scheduler, _whole, before, _operands[i], x, rest, dx.Span);
                function.LeftGradient(Site.Scheduler, _whole, before, _operands[i], x, rest, rest);
            }

            if (inputSignals[0] is { } first) Reduce.Sum(Site.Scheduler, _operands[0], rest, first.Span);
        }
    }
}
