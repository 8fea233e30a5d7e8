using ConvLens.Compute.Elementwise;
using ConvLens.Compute.Reductions;
using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;

namespace ConvLens.Networks.Layers.Reductions;

/// <summary>The p-norm of each map: <c>y = (Σ |x|ᵖ)^(1/p)</c>, [N, C, …] to [N, C, 1 …].</summary>
/// <param name="P">p, at least 1. Default 2.</param>
public sealed record GlobalLpPooling(int P = 2) : AxisLayer
{
    /// <inheritdoc/>
    public override string Kind => "global_lp_pooling";

    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<Shape> inputs)
    {
        if (P < 1) throw new LayerShapeException($"its p must be at least 1, found {P}");
        return inputs[0].Rank > 2 ? Reduced(inputs[0], Maps(inputs[0]), keepAxes: true) : throw new LayerShapeException("it needs an input N×C×…");
    }

    internal override LayerExecutor CreateExecutor(LayerSite site)
    {
        Fibers fibers = Fibers.Along(site.Input, Maps(site.Input), keepAxes: true);
        return P <= 2 ? new ReductionExecutor(site, P == 1 ? ReductionKind.L1 : ReductionKind.L2, fibers) : new Executor(site, fibers, P);
    }

    private static int[] Maps(Shape input) => [.. Enumerable.Range(2, input.Rank - 2)];

    /// <summary>Any p: dx = dy · sign(x) · (|x| / y)^(p − 1), 0 where y is 0.</summary>
    private sealed class Executor(LayerSite site, Fibers fibers, int p) : LayerExecutor(site)
    {
        private readonly Fibers _whole = Fibers.OfBroadcast(site.Input, site.Input), _scalar = Fibers.OfBroadcast([], site.Input), _small = Fibers.OfBroadcast([], site.Output);
        private readonly Tensor _all = new(site.Input);

        public override void Forward(LayerFrame frame)
        {
            Span<float> all = _all.Span, y = frame.Output.Span;
            Function.AbsoluteValue.Forward(Site.Scheduler, frame.Input.Values, all);
            PairFunction.Power.Forward(Site.Scheduler, _whole, all, _scalar, [p], all);
            Reduce.Sum(Site.Scheduler, fibers, all, y);
            PairFunction.Power.Forward(Site.Scheduler, Fibers.OfBroadcast(Site.Output, Site.Output), y, _small, [1f / p], y);
        }

        public override void Backward(LayerFrame frame, Tensor signal, IReadOnlyList<Tensor?> inputSignals, IReadOnlyList<Tensor>? parameterGradients)
        {
            if (inputSignals[0] is not { } target) return;
            Span<float> dx = target.Span;
            float[] norms = [.. frame.Output.Values.ToArray().Select(norm => norm == 0 ? 1 : norm)];
            Function.AbsoluteValue.Forward(Site.Scheduler, frame.Input.Values, dx);
            PairFunction.Quotient.Forward(Site.Scheduler, _whole, dx, fibers, norms, dx);
            PairFunction.Power.Forward(Site.Scheduler, _whole, dx, _scalar, [p - 1], dx);
            PairFunction.Product.Forward(Site.Scheduler, _whole, dx, fibers, signal.Values, dx);
            Function.AbsoluteValue.Gradient(Site.Scheduler, frame.Input.Values, dx, dx);
        }
    }
}
