using ConvLens.Compute.Convolution;
using ConvLens.Compute.Elementwise;
using ConvLens.Compute.Tensors;
using ConvLens.Testing;

namespace ConvLens.Compute.Tests.Convolution;

/// <summary>A convolution that writes some channels of a larger tensor gives the bits of one that writes its own, and leaves the other channels alone.</summary>
public sealed class RunIntoTests
{
    public static TheoryData<int, int, int> Cases => new()
    {
        { 1, 31, 40 },
        { 1, 16, 25 },
        { 1, 9, 24 },
        { 1, 31, 9 },
        { 3, 2, 24 },
        { 3, 16, 33 },
        { 3, 40, 48 },
        { 3, 16, 8 },
        { 1, 8, 1 },
        { 3, 16, 3 },
    };

    [Theory, MemberData(nameof(Cases))]
    public void Channels_of_a_larger_tensor_have_the_same_bits_and_the_rest_is_untouched(int kernel, int channels, int outputs)
    {
        ConvolutionGeometry geometry = new([2, channels, 13, 10], outputs, kernel, kernel, 1, 1, kernel / 2, kernel / 2, kernel / 2, kernel / 2, 1, 1, 1);
        ConvolutionRun run = new(geometry);
        Rectification relu = new(0);
        float[] own = run.Forward(Schedulers.One, rectification: relu).ToLogical();
        const int Before = 7, Behind = 5;
        Tensor whole = new([2, Before + outputs + Behind, 13, 10]);
        whole.Span.Fill(1e9f);
        ConvolutionAlgorithm algorithm = ConvolutionAlgorithm.For(geometry);
        Assert.True(algorithm.RunsInto);
        algorithm.Pack(Schedulers.One, run.Weights);
        algorithm.RunInto(Schedulers.One, run.Input.Values, run.Bias.Values, whole.Span[Before..], whole.Shape.C, relu);
        for (int n = 0, place = 0; n < 2; n++)
            for (int c = 0; c < whole.Shape.C; c++)
                for (int y = 0; y < 13; y++)
                    for (int x = 0; x < 10; x++)
                        Assert.Equal(c is >= Before && c < Before + outputs ? own[place++] : 1e9f, whole[n, c, y, x]);
    }

    [Fact]
    public void A_tensor_that_is_too_short_or_too_narrow_is_refused()
    {
        ConvolutionGeometry geometry = new([1, 32, 4, 4], 32, 1, 1, 1, 1, 0, 0, 0, 0, 1, 1, 1);
        ConvolutionAlgorithm algorithm = ConvolutionAlgorithm.For(geometry);
        float[] input = new float[geometry.Input.Length];
        Assert.Contains("need 752 numbers, found 751", Assert.Throws<ArgumentException>(() => algorithm.RunInto(Schedulers.One, input, default, new float[751], 48)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => algorithm.RunInto(Schedulers.One, input, default, new float[751], 31));
    }

    [Fact]
    public void A_way_that_cannot_says_so()
    {
        ConvolutionAlgorithm depthwise = ConvolutionAlgorithm.For(new([1, 3, 4, 4], 3, 1, 1, 1, 1, 0, 0, 0, 0, 1, 1, 3));
        Assert.False(depthwise.RunsInto);
        Assert.Throws<NotSupportedException>(() => depthwise.RunInto(Schedulers.One, new float[48], default, new float[64], 4));
    }
}
