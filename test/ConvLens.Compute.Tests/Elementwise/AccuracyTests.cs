using ConvLens.Compute.Elementwise;
using ConvLens.Compute.Simd;
using ConvLens.Testing;
using ConvLens.Testing.Twins;

namespace ConvLens.Compute.Tests.Elementwise;

/// <summary>Every 61th of the floats, against the runtime's double-precision functions.</summary>
public sealed class AccuracyTests
{
    private static readonly float[] Floats = [.. Enumerable.Range(0, (int)((1L << 32) / 997)).Select(i => BitConverter.UInt32BitsToSingle((uint)i * 997))];

    [Fact]
    public void Exp_is_within_the_stated_bound_over_its_whole_range() =>
        AssertWithin(1.1, default(Exp), Math.Exp, x => x is >= -87.3365f and <= 88.3762f);

    [Fact]
    public void Exp_minus_one_is_within_the_stated_bound_also_near_zero() =>
        AssertWithin(1.6, default(ExpMinusOne), x => Math.Exp(x) < 1.5 && Math.Abs(x) < 0.5 ? Expm1(x) : Math.Exp(x) - 1, x => x is >= -87 and <= 88);

    [Fact]
    public void Tanh_is_within_the_stated_bound_everywhere() => AssertWithin(2.6, Tanh.Forward, Math.Tanh, _ => true);

    [Fact]
    public void Sigmoid_is_within_the_stated_bound_above_where_its_result_leaves_the_floats() =>
        AssertWithin(2.6, Sigmoid.Forward, ActivationTwins.Sigmoid, x => x >= -88.3762f);

    [Fact]
    public void Erf_is_within_the_stated_bound_everywhere() => AssertWithin(1.2, Function.Erf.Forward, FunctionTwins.ErrorFunction, _ => true);

    [Fact]
    public void Log_is_within_the_stated_bound_everywhere() => AssertWithin(0.9, Function.Logarithm.Forward, Math.Log, x => x is > 0 and <= float.MaxValue);

    [Fact]
    public void Log_of_one_plus_is_within_the_stated_bound_also_near_zero() =>
        AssertWithin(2, default(LogOnePlus), u => u < 1e-5 ? u - (u * u / 2) + (u * u * u / 3) : Math.Log(1 + u), x => x is >= 0 and <= 1);

    [Fact]
    public void Softplus_and_mish_are_as_good_as_what_they_are_made_of()
    {
        AssertWithin(4, Function.Softplus.Forward, FunctionTwins.LogOnePlusExp, x => x >= -87);
        AssertWithin(8, Function.Mish.Forward, x => x * Math.Tanh(FunctionTwins.LogOnePlusExp(x)), x => x is >= -80 and <= float.MaxValue);
    }

    [Fact]
    public void Functions_of_special_numbers()
    {
        float[] x = [float.NaN, float.NegativeInfinity, float.PositiveInfinity, -0f, 0, float.Epsilon, float.MinValue, float.MaxValue];
        Assert.Equal([float.NaN, 0, float.PositiveInfinity, 1, 1, 1, 0, float.PositiveInfinity], Apply(default(Exp), x));
        Assert.Equal([float.NaN, -1, 1, 0, 0, float.Epsilon, -1, 1], Apply(Tanh.Forward, x));
        Assert.Equal([float.NaN, 0, 1, 0.5f, 0.5f, 0.5f, 0, 1], Apply(Sigmoid.Forward, x));
        Assert.Equal([float.NaN, -1, 1, 0, 0, float.Epsilon, -1, 1], Apply(Function.Erf.Forward, x));
        Assert.Equal([float.NaN, float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.NegativeInfinity, -103.278929f, float.NaN, 88.7228394f], Apply(Function.Logarithm.Forward, x));
    }

    [Fact]
    public void Exp_leaves_the_normal_floats_where_its_documentation_says()
    {
        Assert.Equal([0, float.PositiveInfinity], Apply(default(Exp), [MathF.BitDecrement(-87.3365f), MathF.BitIncrement(88.3762f)]));
        float[] ends = Apply(default(Exp), [-87.3365f, 88.3762f]);
        Assert.True(float.IsNormal(ends[0]) && float.IsNormal(ends[1]));
    }

    private delegate void Kernel(ConvLens.Compute.Scheduling.Scheduler scheduler, ReadOnlySpan<float> x, Span<float> y);

    private static void AssertWithin<TOperator>(double units, TOperator f, Func<double, double> exact, Func<float, bool> range)
        where TOperator : struct, IUnaryOperator => AssertWithin(units, (scheduler, x, y) => Map.Unary(scheduler, f, x, y), exact, range);

    private static void AssertWithin(double units, Kernel function, Func<double, double> exact, Func<float, bool> range)
    {
        float[] y = Apply(function, Floats);
        (double worst, float at) = (0, 0);
        for (int i = 0; i < y.Length; i++)
        {
            if (!range(Floats[i])) continue;
            double error = Tolerance.UnitsInLastPlace(exact(Floats[i]), y[i]);
            if (!(error <= worst)) (worst, at) = (error, Floats[i]);
        }

        Assert.True(worst <= units, $"off by {worst:F2} units in the last place at {at:R}, more than {units}");
        Assert.True(worst > 0.5, "no error at all: the range was empty");
    }

    private static float[] Apply<TOperator>(TOperator f, float[] x)
        where TOperator : struct, IUnaryOperator => Apply((scheduler, from, to) => Map.Unary(scheduler, f, from, to), x);

    private static float[] Apply(Kernel function, float[] x)
    {
        float[] y = new float[x.Length];
        function(Schedulers.One, x, y);
        return y;
    }

    // x + x²/2 + … until terms vanish: double's exp(x) − 1 would cancel.
    private static double Expm1(double x)
    {
        double sum = 0, term = 1;
        for (int n = 1; n < 25; n++) sum += term *= x / n;
        return sum;
    }

    private readonly struct Exp : IUnaryOperator
    {
        public TLanes Invoke<TLanes>(TLanes x)
            where TLanes : unmanaged, ILanes<TLanes> => Exponential.Exp(x);
    }

    private readonly struct ExpMinusOne : IUnaryOperator
    {
        public TLanes Invoke<TLanes>(TLanes x)
            where TLanes : unmanaged, ILanes<TLanes> => Exponential.ExpMinusOne(x);
    }

    private readonly struct LogOnePlus : IUnaryOperator
    {
        public TLanes Invoke<TLanes>(TLanes x)
            where TLanes : unmanaged, ILanes<TLanes> => Logarithm.LogOnePlus(x);
    }
}
