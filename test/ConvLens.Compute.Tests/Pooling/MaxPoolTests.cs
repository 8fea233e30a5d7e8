using ConvLens.Compute.Pooling;
using ConvLens.Compute.Tensors;
using ConvLens.Testing;
using ConvLens.Testing.Twins;

namespace ConvLens.Compute.Tests.Pooling;

public sealed class MaxPoolTests
{
    public static TheoryData<string> Names => PoolingCases.Names;

    // Whole numbers of few values, so that most windows have ties.
    [Theory, MemberData(nameof(Names))]
    public void Values_and_switches_are_those_of_the_windows(string name)
    {
        PoolingGeometry geometry = PoolingCases.Named(name);
        Tensor input = Numbers.Whole(geometry.Input, "input", limit: 3);
        (TwinArray values, int[] places) = PoolingTwin.Max(geometry, TwinArray.Of(input));
        (Tensor output, Tensor switches) = Pool(geometry, input);
        Tolerance.AssertExact(values, output);
        int[] positions = new int[output.Length];
        MaxPool.Locate(geometry, switches.Values, positions);
        Assert.Equal(places, InLogicalOrder(geometry.Output, positions));
    }

    [Theory, MemberData(nameof(Names))]
    public void Values_alone_are_the_same(string name)
    {
        PoolingGeometry geometry = PoolingCases.Named(name);
        Tensor input = Numbers.Whole(geometry.Input, "input", limit: 3), values = new(geometry.Output);
        values.Span.Fill(1e9f);
        MaxPool.Forward(Schedulers.One, geometry, input.Values, values.Span, default);
        Assert.Equal(Pool(geometry, input).Output.ToLogical(), values.ToLogical());
    }

    [Fact]
    public void Values_alone_are_the_same_for_every_tail_of_channels_with_zeros_of_either_sign_and_numbers_that_are_none()
    {
        for (int channels = 1; channels <= 70; channels++)
        {
            PoolingGeometry geometry = new([1, channels, 5, 6], [1, channels, 5, 3], 3, 3, 1, 2, 1, 1);
            Tensor input = Numbers.Whole(geometry.Input, "input", limit: 2), values = new(geometry.Output);
            for (int i = 0; i < input.Length; i++)
                if (input.Values[i] is 0) input.Span[i] = (i % 5) switch { 0 => float.NaN, 1 => -0f, _ => 0 };
            MaxPool.Forward(Schedulers.One, geometry, input.Values, values.Span, default);
            Assert.Equal(Pool(geometry, input).Output.ToLogical().Select(BitConverter.SingleToInt32Bits), values.ToLogical().Select(BitConverter.SingleToInt32Bits));
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Unpooling_adds_signals_at_their_switches(string name)
    {
        PoolingGeometry geometry = PoolingCases.Named(name);
        Tensor input = Numbers.Whole(geometry.Input, "input", limit: 3), signal = Numbers.Whole(geometry.Output, "signal");
        (_, int[] places) = PoolingTwin.Max(geometry, TwinArray.Of(input));
        Tolerance.AssertExact(PoolingTwin.Unpool(geometry, TwinArray.Of(signal), places), Unpool(geometry, signal, Pool(geometry, input).Switches));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(16)]
    public void Of_equal_numbers_the_first_in_row_order_wins(int channels)
    {
        PoolingGeometry geometry = new([1, channels, 2, 3], [1, channels, 1, 1], 2, 3, 2, 3, 0, 0);
        float[] logical = [.. Enumerable.Range(0, channels).SelectMany(_ => (float[])[1, 5, 5, 5, 2, 5])];
        (_, Tensor switches) = Pool(geometry, Tensor.FromLogical(geometry.Input, logical));
        Assert.All(switches.ToLogical(), tap => Assert.Equal(1, tap));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(17)]
    public void Padding_never_wins_even_over_minus_infinity(int channels)
    {
        PoolingGeometry geometry = new([1, channels, 2, 2], [1, channels, 2, 2], 2, 2, 2, 2, 1, 1);
        float[] logical = [.. Enumerable.Repeat(float.NegativeInfinity, 4 * channels)];
        (Tensor output, Tensor switches) = Pool(geometry, Tensor.FromLogical(geometry.Input, logical));
        Assert.All(output.ToLogical(), value => Assert.Equal(float.NegativeInfinity, value));
        Assert.Equal([3, 2, 1, 0], switches.ToLogical().Take(4));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    public void A_nan_is_passed_over_unless_it_comes_first(int channels)
    {
        PoolingGeometry geometry = new([1, channels, 1, 4], [1, channels, 1, 2], 1, 2, 1, 2, 0, 0);
        float[] logical = [.. Enumerable.Range(0, channels).SelectMany(_ => (float[])[1, float.NaN, float.NaN, 1])];
        (Tensor output, Tensor switches) = Pool(geometry, Tensor.FromLogical(geometry.Input, logical));
        Assert.Equal([1, float.NaN], output.ToLogical().Take(2));
        Assert.All(switches.ToLogical(), tap => Assert.Equal(0, tap));
    }

    [Fact]
    public void Unpooling_a_known_map()
    {
        // Maxima 4 (place 5) and 8 (place 2) of two windows of 2 × 2.
        PoolingGeometry geometry = new([1, 1, 2, 4], [1, 1, 1, 2], 2, 2, 2, 2, 0, 0);
        (Tensor output, Tensor switches) = Pool(geometry, Tensor.FromLogical(geometry.Input, [1, 2, 8, 7, 3, 4, 6, 5]));
        Assert.Equal([4, 8], output.ToLogical());
        Assert.Equal([3, 0], switches.ToLogical());
        Assert.Equal([0, 0, 8, 0, 0, 4, 0, 0], Unpool(geometry, output, switches).ToLogical());
    }

    [Fact]
    public void A_window_of_a_million_pixels_goes_back_without_a_deep_stack()
    {
        PoolingGeometry geometry = new([1, 1, 1024, 1024], [1, 1, 1, 1], 1024, 1024, 1024, 1024, 0, 0);
        Tensor input = new(geometry.Input), back = new(geometry.Input);
        input.Span[777_777] = 3;
        (Tensor output, Tensor switches) = Pool(geometry, input);
        Thread small = new(() => MaxPool.Unpool(Schedulers.One, geometry, output.Values, switches.Values, back.Span), maxStackSize: 256 * 1024);
        small.Start();
        small.Join();
        Assert.Equal(3, back.Values[777_777]);
        Assert.Equal(3, back.ToLogical().Sum());
    }

    [Fact]
    public void Spans_of_another_length_are_refused()
    {
        PoolingGeometry geometry = PoolingCases.Named("overlap");
        float[] input = new float[geometry.Input.Length], output = new float[geometry.Output.Length], switches = new float[geometry.Output.Length];
        Assert.Throws<ArgumentException>(() => MaxPool.Forward(Schedulers.One, geometry, input.AsSpan(1), output, switches));
        Assert.Throws<ArgumentException>(() => MaxPool.Forward(Schedulers.One, geometry, input, output.AsSpan(1), switches));
        Assert.Throws<ArgumentException>(() => MaxPool.Forward(Schedulers.One, geometry, input, output, switches.AsSpan(1)));
        Assert.Throws<ArgumentException>(() => MaxPool.Unpool(Schedulers.One, geometry, output, switches.AsSpan(1), input));
        Assert.Throws<ArgumentException>(() => MaxPool.Locate(geometry, switches, new int[1]));
    }

    private static (Tensor Output, Tensor Switches) Pool(PoolingGeometry geometry, Tensor input)
    {
        Tensor output = new(geometry.Output), switches = new(geometry.Output);
        output.Span.Fill(1e9f);
        switches.Span.Fill(1e9f);
        MaxPool.Forward(Schedulers.One, geometry, input.Values, output.Span, switches.Span);
        return (output, switches);
    }

    private static Tensor Unpool(PoolingGeometry geometry, Tensor signal, Tensor switches)
    {
        Tensor result = new(geometry.Input);
        result.Span.Fill(1e9f);
        MaxPool.Unpool(Schedulers.One, geometry, signal.Values, switches.Values, result.Span);
        return result;
    }

    private static int[] InLogicalOrder(Shape shape, int[] memory)
    {
        float[] logical = new float[memory.Length];
        ChannelsLast.Unpack(shape, [.. memory.Select(position => (float)position)], logical);
        return [.. logical.Select(position => (int)position)];
    }
}
