using ConvLens.Compute.Convolution;
using ConvLens.Compute.Elementwise;
using ConvLens.Compute.Normalization;
using ConvLens.Compute.Tensors;
using ConvLens.Testing;

namespace ConvLens.Compute.Tests.Convolution;

/// <summary>A convolution that takes a normalization in as it reads gives the bits of the two one after the other, forward and for its weights.</summary>
public sealed class NormalizedInputTests
{
    /// <summary>No rectifier, a slope, and a ceiling.</summary>
    private static readonly Rectification[] Rectifications = [default, new(0.3f), new(0, 0.5f)];

    public static TheoryData<int, int, int, int, int, int> AlongLines => new()
    {
        { 3, 8, 16, 32, 32, 1 },
        { 2, 8, 16, 7, 33, 1 },
        { 2, 24, 8, 25, 38, 0 },
        { 1, 40, 16, 9, 11, 2 },
        { 1, 72, 16, 30, 9, 1 },
        { 1, 8, 16, 9, 8, 7 },
    };

    public static TheoryData<int, int, int, int, int> FewOutputs => new()
    {
        { 3, 16, 2, 32, 32 },
        { 17, 16, 2, 7, 5 },
        { 2, 16, 1, 19, 40 },
        { 2, 16, 4, 9, 130 },
    };

    [Theory, MemberData(nameof(AlongLines))]
    public void Winograd_along_lines_takes_it_in(int samples, int channels, int outputs, int height, int width, int padding)
    {
        ConvolutionGeometry geometry = new([samples, channels, height, width], outputs, 3, 3, 1, 1, padding, padding, padding, padding, 1, 1, 1);
        RequireSameBits(geometry, new LineWinogradConvolution(geometry), outputs % 16 == 0 ? new LineWinogradWeightGradient(geometry) : null);
    }

    [Theory, MemberData(nameof(FewOutputs))]
    public void Dot_products_and_the_rotated_gradient_take_it_in(int samples, int channels, int outputs, int height, int width)
    {
        ConvolutionGeometry geometry = new([samples, channels, height, width], outputs, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1);
        RequireSameBits(geometry, new DotConvolution(geometry), new RotatedWeightGradient(geometry));
    }

    [Fact]
    public void Ways_that_read_their_input_where_it_lies_say_so()
    {
        ConvolutionGeometry depthwise = new([1, 3, 4, 4], 3, 1, 1, 1, 1, 0, 0, 0, 0, 1, 1, 3), pointwise = new([1, 16, 4, 4], 2, 1, 1, 1, 1, 0, 0, 0, 0, 1, 1, 1), odd = new([2, 24, 8, 8], 2, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1);
        float[] input = new float[odd.Input.Length], factors = new float[24];
        foreach ((ConvolutionAlgorithm algorithm, ConvolutionGeometry geometry) in (IEnumerable<(ConvolutionAlgorithm, ConvolutionGeometry)>)[(ConvolutionAlgorithm.For(depthwise), depthwise), (new DotConvolution(pointwise), pointwise)])
        {
            Assert.False(algorithm.Normalizes);
            Assert.Throws<NotSupportedException>(() =>
                algorithm.RunNormalized(Schedulers.One, input.AsSpan(0, geometry.Input.Length), new(factors.AsSpan(0, geometry.Input.C), factors.AsSpan(0, geometry.Input.C)), default, new float[geometry.Output.Length]));
        }

        foreach (ConvolutionWeightGradient gradient in (ConvolutionWeightGradient[])[new RotatedWeightGradient(odd), new WideWeightGradient(odd)])
        {
            Assert.False(gradient.Normalizes);
            Assert.Throws<NotSupportedException>(() => gradient.RunNormalized(Schedulers.One, input, new(factors, factors), new float[odd.Output.Length], new float[2 * odd.PatchLength], default));
        }
    }

    [Fact]
    public void Factors_of_another_number_of_channels_are_refused()
    {
        ConvolutionGeometry geometry = new([1, 8, 9, 9], 16, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1);
        float[] input = new float[geometry.Input.Length], factors = new float[9], output = new float[geometry.Output.Length];
        Assert.Throws<ArgumentException>(() => new LineWinogradConvolution(geometry).RunNormalized(Schedulers.One, input, new(factors, factors), default, output));
        Assert.Throws<ArgumentException>(() => new LineWinogradWeightGradient(geometry).RunNormalized(Schedulers.One, input, new(factors, factors), output, new float[16 * 72], default));
    }

    private static void RequireSameBits(ConvolutionGeometry geometry, ConvolutionAlgorithm algorithm, ConvolutionWeightGradient? gradient)
    {
        ConvolutionRun run = new(geometry, (shape, name) => Numbers.Uniform(shape, name));
        algorithm.Pack(Schedulers.One, run.Weights);
        Assert.True(algorithm.Normalizes);
        foreach ((Rectification rectification, int columns) in Rectifications.SelectMany(_ => (int[])[geometry.Input.C, geometry.Input.W * geometry.Input.C], (one, columns) => (one, columns)))
        {
            Tensor scale = Numbers.Uniform([columns], "scale", 0.5f, 2), shift = Numbers.Uniform([columns], "shift");
            Tensor normalized = new(geometry.Input), expected = new(geometry.Output), output = new(geometry.Output);
            ColumnAffine.Run(Schedulers.One, columns, run.Input.Values, scale.Values, shift.Values, normalized.Span, rectification);
            algorithm.Run(Schedulers.One, normalized.Values, run.Bias.Values, expected.Span, rectification: new(0.1f));
            algorithm.RunNormalized(Schedulers.All.Last(), run.Input.Values, new(scale.Values, shift.Values, rectification), run.Bias.Values, output.Span, rectification: new(0.1f));
            Assert.Equal(expected.ToLogical(), output.ToLogical());
            if (gradient is null) continue;

            Assert.True(gradient.Normalizes);
            float[] weights = new float[run.Weights.Length], bias = new float[geometry.Outputs], expectedWeights = new float[weights.Length], expectedBias = new float[bias.Length];
            gradient.Run(Schedulers.One, normalized.Values, run.Signal.Values, expectedWeights, expectedBias);
            gradient.RunNormalized(Schedulers.All.Last(), run.Input.Values, new(scale.Values, shift.Values, rectification), run.Signal.Values, weights, bias);
            Assert.Equal(expectedWeights, weights);
            Assert.Equal(expectedBias, bias);
        }
    }
}
