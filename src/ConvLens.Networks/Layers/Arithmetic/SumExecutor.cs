using ConvLens.Compute.Elementwise;
using ConvLens.Compute.Reductions;
using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;
using Elementwise = ConvLens.Compute.Elementwise;

namespace ConvLens.Networks.Layers.Arithmetic;

/// <summary>The sum of all inputs, divided by a number.</summary>
internal sealed class SumExecutor(LayerSite site, int divisor) : LayerExecutor(site)
{
    private readonly Fibers[] _operands = [.. site.Inputs.Select(input => Fibers.OfBroadcast(input, site.Output))];
    private readonly Fibers _whole = Fibers.OfBroadcast(site.Output, site.Output), _scalar = Fibers.OfBroadcast([], site.Output);
    private readonly float[] _divisor = [divisor];

    public override bool OverwritesSignal => divisor == 1;

    public override void Forward(LayerFrame frame)
    {
        Span<float> sum = frame.Output.Span;
        if (_operands.Length == 1) Elementwise.Arithmetic.Spread(Site.Scheduler, _operands[0], frame.Input.Values, sum);
        else PairFunction.Sum.Forward(Site.Scheduler, _operands[0], frame.Inputs[0].Values, _operands[1], frame.Inputs[1].Values, sum);
        for (int i = 2; i < _operands.Length; i++) PairFunction.Sum.Forward(Site.Scheduler, _whole, sum, _operands[i], frame.Inputs[i].Values, sum);
        Divide(_whole, sum);
    }

    public override void Backward(LayerFrame frame, Tensor signal, IReadOnlyList<Tensor?> inputSignals, IReadOnlyList<Tensor>? parameterGradients)
    {
        for (int i = 0; i < inputSignals.Count; i++)
        {
            if (inputSignals[i] is not { } dx) continue;
            if (_operands[i].AreSingle)
            {
                if (!ReferenceEquals(dx, signal)) Elementwise.Arithmetic.Spread(Site.Scheduler, _operands[i], signal.Values, dx.Span);
            }
            else Reduce.Sum(Site.Scheduler, _operands[i], signal.Values, dx.Span);
            foreach (ref float value in divisor == 1 ? [] : dx.Span) value /= divisor;
        }
    }

    private void Divide(Fibers whole, Span<float> sum)
    {
        if (divisor != 1) PairFunction.Quotient.Forward(Site.Scheduler, whole, sum, _scalar, _divisor, sum);
    }
}
