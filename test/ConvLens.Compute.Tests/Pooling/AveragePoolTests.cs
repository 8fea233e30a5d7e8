using ConvLens.Compute.Pooling;
using ConvLens.Compute.Tensors;
using ConvLens.Testing;
using ConvLens.Testing.Twins;

namespace ConvLens.Compute.Tests.Pooling;

public sealed class AveragePoolTests
{
    // Sums of whole numbers are exact; the division, and the few shares that add, round by 2⁻²⁴ each.
    private const double Bound = 3e-7;

    public static TheoryData<string> Names => PoolingCases.Names;

    [Theory, MemberData(nameof(Names))]
    public void Forward_is_the_mean_of_the_windows(string name)
    {
        PoolingGeometry geometry = PoolingCases.Named(name);
        Tensor input = Numbers.Whole(geometry.Input, "input");
        foreach (bool countPadding in (bool[])[true, false])
        {
            Tensor output = new(geometry.Output);
            output.Span.Fill(1e9f);
            AveragePool.Forward(Schedulers.One, geometry, countPadding, input.Values, output.Span);
            Tolerance.AssertClose(PoolingTwin.Average(geometry, countPadding, TwinArray.Of(input)), output, Bound);
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Input_gradient_shares_signals_out(string name)
    {
        PoolingGeometry geometry = PoolingCases.Named(name);
        Tensor signal = Numbers.Whole(geometry.Output, "signal");
        foreach (bool countPadding in (bool[])[true, false])
        {
            Tensor gradient = new(geometry.Input);
            gradient.Span.Fill(1e9f);
            AveragePool.InputGradient(Schedulers.One, geometry, countPadding, signal.Values, gradient.Span);
            Tolerance.AssertClose(PoolingTwin.AverageGradient(geometry, countPadding, TwinArray.Of(signal)), gradient, Bound);
        }
    }

    // torch.nn.functional.avg_pool1d([8, 4, 6, 2], 3, stride=3, padding=1, ceil_mode=True).
    [Fact]
    public void What_a_window_rounded_up_reaches_beyond_padding_does_not_count()
    {
        float[] means = new float[2];
        AveragePool.Forward(Schedulers.One, new([1, 1, 1, 4], [1, 1, 1, 2], 1, 3, 1, 3, 0, 1, PadRight: 1), countPadding: true, [8, 4, 6, 2], means);
        Assert.Equal([4, 8f / 3], means);
    }

    [Fact]
    public void Padding_counts_as_zeros_or_not_at_all()
    {
        PoolingGeometry geometry = new([1, 1, 1, 3], [1, 1, 1, 2], 1, 4, 1, 2, 0, 2, PadRight: 1);
        float[] counted = new float[2], uncounted = new float[2];
        AveragePool.Forward(Schedulers.One, geometry, countPadding: true, [8, 4, 6], counted);
        AveragePool.Forward(Schedulers.One, geometry, countPadding: false, [8, 4, 6], uncounted);
        Assert.Equal([3, 4.5f], counted);
        Assert.Equal([6, 6], uncounted);
    }
}
