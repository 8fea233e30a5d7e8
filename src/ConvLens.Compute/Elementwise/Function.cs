using ConvLens.Compute.Elementwise.Functions;
using ConvLens.Compute.Scheduling;

namespace ConvLens.Compute.Elementwise;

/// <summary>A function that maps every number by itself, and its gradient. NaN stays NaN.</summary>
public abstract class Function
{
    private Function()
    {
    }

    /// <summary>|x|; slope 0 at 0.</summary>
    public static Function AbsoluteValue { get; } = new Of<AbsoluteValue>(default);

    /// <summary>The next integer above; slope 0.</summary>
    public static Function Ceiling { get; } = new Of<Ceiling>(default);

    /// <summary>erf x, off by at most 1.2 units in the last place.</summary>
    public static Function Erf { get; } = new Of<Erf>(default);

    /// <summary>eˣ; 0 below −87.3365, +∞ above 88.3762.</summary>
    public static Function Exponential { get; } = new Of<NaturalExponential>(default);

    /// <summary>The next integer below; slope 0.</summary>
    public static Function Floor { get; } = new Of<Floor>(default);

    /// <summary>x · Φ(x) with Φ = (1 + erf(x / √2)) / 2.</summary>
    public static Function Gelu { get; } = new Of<Gelu>(default);

    /// <summary>x / 2 · (1 + tanh(√(2/π) · (x + 0.044715 · x³))).</summary>
    public static Function GeluTanh { get; } = new Of<GeluTanh>(default);

    /// <summary>x · max(0, min(1, x / 6 + ½)).</summary>
    public static Function HardSwish { get; } = new Of<HardSwish>(default);

    /// <summary>log x; −∞ at 0, NaN below.</summary>
    public static Function Logarithm { get; } = new Of<NaturalLogarithm>(default);

    /// <summary>x · tanh(log(1 + eˣ)).</summary>
    public static Function Mish { get; } = new Of<Mish>(default);

    /// <summary>−x.</summary>
    public static Function Negation { get; } = new Of<Negation>(default);

    /// <summary>1 where x is 0, else 0; slope 0.</summary>
    public static Function Not { get; } = new Of<Not>(default);

    /// <summary>1 / x.</summary>
    public static Function Reciprocal { get; } = new Of<Reciprocal>(default);

    /// <summary>The nearest integer, halves to even; slope 0.</summary>
    public static Function Round { get; } = new Of<Round>(default);

    /// <summary>log(1 + eˣ).</summary>
    public static Function Softplus { get; } = new Of<Softplus>(default);

    /// <summary>x / (1 + |x|).</summary>
    public static Function Softsign { get; } = new Of<Softsign>(default);

    /// <summary>√x.</summary>
    public static Function SquareRoot { get; } = new Of<SquareRoot>(default);

    /// <summary>min(max(x, least), most): most where the bounds cross. Slope 1 from bound to bound, both included, else 0.</summary>
    public static Function Clip(float least, float most) => new Of<Clip>(new(least, most));

    /// <summary>scale · (x &lt; 0 ? alpha · (e^(x / width) − 1) : x): ELU, SELU and CELU.</summary>
    public static Function ExponentialUnit(float scale, float alpha, float width) => new Of<ExponentialUnit>(new(scale, alpha, width));

    /// <summary>max(0, min(1, alpha · x + beta)).</summary>
    public static Function HardSigmoid(float alpha, float beta) => new Of<HardSigmoid>(new(alpha, beta));

    /// <summary>x / (1 + e^(−alpha · x)).</summary>
    public static Function Swish(float alpha) => new Of<Swish>(new(alpha));

    /// <summary>x where x &gt; threshold, else 0.</summary>
    public static Function ThresholdedRelu(float threshold) => new Of<ThresholdedRelu>(new(threshold));

    /// <summary><c>y = f(x)</c>.</summary>
    public abstract void Forward(Scheduler scheduler, ReadOnlySpan<float> x, Span<float> y);

    /// <summary><c>dx = dy · f′(x)</c>.</summary>
    public abstract void Gradient(Scheduler scheduler, ReadOnlySpan<float> x, ReadOnlySpan<float> dy, Span<float> dx);

    private sealed class Of<TFunction>(TFunction f) : Function
        where TFunction : struct, IFunction
    {
        public override void Forward(Scheduler scheduler, ReadOnlySpan<float> x, Span<float> y) => Map.Unary(scheduler, new Value(f), x, y);

        public override void Gradient(Scheduler scheduler, ReadOnlySpan<float> x, ReadOnlySpan<float> dy, Span<float> dx) =>
            Map.Binary(scheduler, new Slope(f), x, dy, dx);

        private readonly struct Value(TFunction f) : IUnaryOperator
        {
            private readonly TFunction _f = f;

            TLanes IUnaryOperator.Invoke<TLanes>(TLanes x) => _f.Value(x);
        }

        private readonly struct Slope(TFunction f) : IBinaryOperator
        {
            private readonly TFunction _f = f;

            TLanes IBinaryOperator.Invoke<TLanes>(TLanes x, TLanes dy) => _f.Gradient(x, dy);
        }
    }
}
