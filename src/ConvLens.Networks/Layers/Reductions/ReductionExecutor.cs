using ConvLens.Compute.Elementwise;
using ConvLens.Compute.Reductions;
using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;
using Elementwise = ConvLens.Compute.Elementwise;

namespace ConvLens.Networks.Layers.Reductions;

/// <summary>Forward by <see cref="Reduce"/>; most gradients are a factor for each result, spread over its fiber, times a function of the input.</summary>
internal sealed class ReductionExecutor(LayerSite site, ReductionKind kind, Fibers fibers) : LayerExecutor(site)
{
    private readonly Fibers _whole = Fibers.OfBroadcast(site.Input, site.Input);
    private readonly Tensor _results = new(site.Output);
    private Tensor? _all;

    // As large as the input: only some kinds need it.
    private Span<float> All => (_all ??= new(Site.Input)).Span;

    public override void Forward(LayerFrame frame)
    {
        ReadOnlySpan<float> x = frame.Input.Values;
        Span<float> y = frame.Output.Span;
        switch (kind)
        {
            case ReductionKind.Max: Reduce.Max(Site.Scheduler, fibers, x, y); break;
            case ReductionKind.Min: Reduce.Min(Site.Scheduler, fibers, x, y); break;
            case ReductionKind.Product: Reduce.Product(Site.Scheduler, fibers, x, y); break;
            case ReductionKind.L1: Reduce.SumOfAbsolutes(Site.Scheduler, fibers, x, y); break;
            case ReductionKind.L2 or ReductionKind.SumOfSquares: Reduce.SumOfSquares(Site.Scheduler, fibers, x, y); break;
            case ReductionKind.LogSumExp: SumExponentials(x, y); break;
            default: Reduce.Sum(Site.Scheduler, fibers, x, y); break;
        }

        if (kind == ReductionKind.Mean) foreach (ref float value in y) value /= fibers.Size;
        if (kind == ReductionKind.L2) Function.SquareRoot.Forward(Site.Scheduler, y, y);
        if (kind == ReductionKind.LogSum) Function.Logarithm.Forward(Site.Scheduler, y, y);
    }

    public override void Backward(LayerFrame frame, Tensor signal, IReadOnlyList<Tensor?> inputSignals, IReadOnlyList<Tensor>? parameterGradients)
    {
        if (inputSignals[0] is not { } target) return;
        ReadOnlySpan<float> x = frame.Input.Values, y = frame.Output.Values;
        Span<float> dx = target.Span, factors = _results.Span;
        signal.Values.CopyTo(factors);
        switch (kind)
        {
            case ReductionKind.Max or ReductionKind.Min: Share(x, y, factors, dx); return;
            case ReductionKind.Product: ProductGradient(x, factors, dx); return;
            case ReductionKind.LogSumExp:
                PairFunction.Difference.Forward(Site.Scheduler, _whole, x, fibers, y, dx);
                Function.Exponential.Forward(Site.Scheduler, dx, dx);
                PairFunction.Product.Forward(Site.Scheduler, _whole, dx, fibers, factors, dx);
                return;
        }

        for (int i = 0; i < factors.Length; i++)
            factors[i] = kind switch
            {
                ReductionKind.Mean => factors[i] / fibers.Size,
                ReductionKind.L2 => y[i] == 0 ? 0 : factors[i] / y[i],
                ReductionKind.SumOfSquares => 2 * factors[i],
                ReductionKind.LogSum => factors[i] / (float)Math.Exp(y[i]),
                _ => factors[i],
            };
        Elementwise.Arithmetic.Spread(Site.Scheduler, fibers, factors, dx);
        if (kind is ReductionKind.L2 or ReductionKind.SumOfSquares) Elementwise.Arithmetic.Multiply(Site.Scheduler, dx, x, dx);
        if (kind == ReductionKind.L1) Function.AbsoluteValue.Gradient(Site.Scheduler, x, dx, dx);
    }

    // Without the maximum taken out of a fiber its exponentials would overflow.
    private void SumExponentials(ReadOnlySpan<float> x, Span<float> y)
    {
        Span<float> most = _results.Span;
        Reduce.Max(Site.Scheduler, fibers, x, most);
        foreach (ref float value in most) value = float.IsInfinity(value) ? 0 : value;
        PairFunction.Difference.Forward(Site.Scheduler, _whole, x, fibers, most, All);
        Function.Exponential.Forward(Site.Scheduler, All, All);
        Reduce.Sum(Site.Scheduler, fibers, All, y);
        Function.Logarithm.Forward(Site.Scheduler, y, y);
        Elementwise.Arithmetic.AddScaled(Site.Scheduler, 1, most, y);
    }

    private void Share(ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> factors, Span<float> dx)
    {
        PairFunction.Equal.Forward(Site.Scheduler, _whole, x, fibers, y, All);
        float[] ties = new float[factors.Length];
        Reduce.Sum(Site.Scheduler, fibers, All, ties);
        for (int i = 0; i < ties.Length; i++) factors[i] = ties[i] == 0 ? 0 : factors[i] / ties[i];
        PairFunction.Product.Forward(Site.Scheduler, _whole, All, fibers, factors, dx);
    }

    // The product of the others, from both ends, so that zeros need no division.
    private void ProductGradient(ReadOnlySpan<float> x, ReadOnlySpan<float> factors, Span<float> dx)
    {
        fibers.Gather(Site.Scheduler, x, All);
        double[] before = new double[fibers.Size];
        for (int fiber = 0; fiber < factors.Length; fiber++)
        {
            Span<float> row = All.Slice(fiber * fibers.Size, fibers.Size);
            double product = 1;
            for (int i = 0; i < row.Length; product *= row[i++]) before[i] = product;
            product = factors[fiber];
            for (int i = row.Length - 1; i >= 0; i--)
            {
                (float value, row[i]) = (row[i], (float)(before[i] * product));
                product *= value;
            }
        }

        fibers.Scatter(Site.Scheduler, All, dx);
    }
}
