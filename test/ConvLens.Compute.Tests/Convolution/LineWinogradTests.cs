using ConvLens.Compute.Convolution;
using ConvLens.Compute.Elementwise;
using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Tensors;
using ConvLens.Testing;
using ConvLens.Testing.Twins;

namespace ConvLens.Compute.Tests.Convolution;

/// <summary>Winograd's convolution along lines, its gradients, and where they are chosen, against the textbook sums.</summary>
/// <remarks>Its transforms scale numbers by up to 5 and by thirds, so it cannot be exact on whole numbers. Measured here: at most 8.2e-7 of the result's norm, which the bound doubles. A wrong tap, sign or tile is off by a tenth or more.</remarks>
public sealed class LineWinogradTests
{
    private const double Bound = 1.7e-6;

    private static ConvolutionGeometry Geometry(int n, int channels, int outputs, int rows, int columns, int kernelRows = 3, int top = 1, int left = 1, int bottom = 1, int right = 1) =>
        new([n, channels, rows, columns], outputs, kernelRows, 3, 1, 1, top, left, bottom, right, 1, 1, 1);

    public static TheoryData<int, int> Extents
    {
        get
        {
            TheoryData<int, int> extents = [];
            for (int rows = 3; rows <= 10; rows++) extents.Add(rows, 14 - rows);
            extents.Add(37, 35);
            extents.Add(19, 70);
            return extents;
        }
    }

    [Theory, MemberData(nameof(Extents))]
    public void Every_remainder_of_a_tile_and_of_a_block_equals_the_textbook_sum(int rows, int columns)
    {
        AssertEqualsTwin(Geometry(2, 8, 16, rows, columns));
        AssertEqualsTwin(Geometry(1, 16, 8, rows, columns, 3, 0, 0, 0, 0));
        AssertEqualsTwin(Geometry(1, 8, 24, rows, columns, 3, 2, 0, 1, 2));
    }

    [Theory]
    [InlineData(8, 8)]
    [InlineData(24, 8)]
    [InlineData(8, 40)]
    [InlineData(40, 16)]
    [InlineData(72, 48)]
    [InlineData(16, 136)]
    public void Every_remainder_of_channels_and_outputs_equals_the_textbook_sum(int channels, int outputs) => AssertEqualsTwin(Geometry(2, channels, outputs, 9, 10));

    [Theory]
    [InlineData(1, 8, 0, 1)]
    [InlineData(2, 16, 1, 0)]
    [InlineData(5, 8, 2, 9)]
    [InlineData(4, 24, 3, 4)]
    public void Kernels_of_any_height_and_any_padding_equal_the_textbook_sum(int kernelRows, int outputs, int rowPadding, int columnPadding) =>
        AssertEqualsTwin(Geometry(3, 16, outputs, 11, 12, kernelRows, rowPadding, columnPadding, rowPadding, columnPadding));

    [Theory]
    [InlineData(16, 24, 9, 14, 1)]
    [InlineData(8, 16, 14, 11, 0)]
    [InlineData(24, 40, 13, 21, 2)]
    public void The_input_gradient_by_rotated_kernels_equals_the_transposed_sum(int channels, int outputs, int rows, int columns, int padding)
    {
        ConvolutionGeometry geometry = Geometry(2, channels, outputs, rows, columns, 3, padding, padding, padding, padding);
        Assert.IsType<LineWinogradConvolution>(ConvolutionAlgorithm.For(geometry.Rotated()));
        ConvolutionRun run = new(geometry, (shape, name) => Numbers.Uniform(shape, name));
        Tolerance.AssertClose(
            ConvolutionTwin.InputGradient(geometry, TwinArray.Of(run.Signal), TwinArray.Of(run.Weights)), run.InputGradient(Schedulers.One, g => new RotatedTransposedConvolution(g)), Bound);
    }

    [Fact]
    public void An_addend_and_a_rectification_taken_in_give_the_bits_of_three_passes()
    {
        foreach (ConvolutionGeometry geometry in (ConvolutionGeometry[])[Geometry(2, 16, 8, 11, 9), Geometry(2, 8, 24, 5, 14)])
            foreach (Scheduler scheduler in Schedulers.All)
                foreach (Rectification rectification in (Rectification[])[default, new(0), new(0.25f, 3)])
                {
                    ConvolutionRun run = new(geometry, (shape, key) => Numbers.Uniform(shape, key, -4, 4));
                    Tensor plain = run.Forward(scheduler, algorithm: Forward), expected = new(plain.Shape);
                    Arithmetic.Add(scheduler, plain.Values, run.Signal.Values, expected.Span);
                    Relu.Forward(scheduler, rectification, expected.Values, expected.Span);
                    Assert.Equal(expected.Values, run.Forward(scheduler, algorithm: Forward, addend: run.Signal, rectification: rectification).Values);
                }
    }

    [Fact]
    public void Weight_gradients_over_many_tiles_stay_within_the_roundings_of_a_direct_sum()
    {
        // Measured: 1.12e-6, doubled. A direct sum's bound, as DeepAccumulationTests has it, would be 1.2e-5 for 18,816 pixels.
        ConvolutionGeometry geometry = Geometry(6, 16, 16, 56, 56);
        ConvolutionRun run = new(geometry, (shape, name) => Numbers.Uniform(shape, name));
        Tolerance.AssertClose(
            ConvolutionTwin.WeightGradient(geometry, TwinArray.Of(run.Input), TwinArray.Of(run.Signal)), run.WeightGradient(Schedulers.One, Gradient), 2.3e-6);
    }

    [Theory]
    [InlineData(16, 16)]
    [InlineData(40, 48)]
    [InlineData(8, 144)]
    public void The_bias_gradient_taken_with_the_weights_is_the_sum_of_the_signal_at_any_width_and_thread_count(int channels, int outputs)
    {
        ConvolutionGeometry geometry = Geometry(5, channels, outputs, 21, 38);
        ConvolutionRun run = new(geometry, (shape, name) => Numbers.Uniform(shape, name));
        Tensor signal = run.Signal, alone = run.WeightGradient(Schedulers.One, Gradient);
        double[] sums = new double[outputs], squares = new double[outputs];
        for (int i = 0; i < signal.Length; i++)
        {
            sums[i % outputs] += signal.Values[i];
            squares[i % outputs] += (double)signal.Values[i] * signal.Values[i];
        }

        float[]? first = null;
        foreach (Scheduler scheduler in Schedulers.All)
        {
            float[] dw = new float[alone.Length], db = new float[outputs];
            Gradient(geometry).Run(scheduler, run.Input.Values, signal.Values, dw, db);
            Assert.Equal(alone.Values, dw);
            Assert.Equal(first ??= db, db);
            for (int o = 0; o < outputs; o++) Assert.InRange(db[o] - sums[o], -1e-6 * Math.Sqrt(squares[o]), 1e-6 * Math.Sqrt(squares[o]));
        }

        Assert.Throws<ArgumentException>(() => Gradient(geometry).Run(Schedulers.One, run.Input.Values, signal.Values, new float[alone.Length], new float[outputs - 1]));
    }

    [Fact]
    public void It_is_chosen_by_shape()
    {
        Assert.IsType<LineWinogradConvolution>(ConvolutionAlgorithm.For(Geometry(200, 8, 16, 32, 32)));
        Assert.IsType<LineWinogradConvolution>(ConvolutionAlgorithm.For(Geometry(200, 8, 16, 32, 32).Rotated()));
        Assert.IsType<RotatedTransposedConvolution>(TransposedConvolution.For(Geometry(1, 8, 16, 32, 32)));
        Assert.IsType<LineWinogradConvolution>(ConvolutionAlgorithm.For(Geometry(1, 32, 128, 28, 28)));
        Assert.IsType<WinogradConvolution>(ConvolutionAlgorithm.For(Geometry(1, 64, 64, 56, 56)));
        Assert.IsNotType<LineWinogradConvolution>(ConvolutionAlgorithm.For(Geometry(1, 8, 12, 32, 32)));
        Assert.IsType<LineWinogradConvolution>(ConvolutionAlgorithm.For(Geometry(15, 8, 8, 32, 32)));
        Assert.IsNotType<LineWinogradConvolution>(ConvolutionAlgorithm.For(Geometry(16, 8, 8, 32, 32)));
        Assert.IsNotType<LineWinogradConvolution>(ConvolutionAlgorithm.For(Geometry(1, 16, 16, 7, 7)));
        Assert.IsType<LineWinogradWeightGradient>(ConvolutionWeightGradient.For(Geometry(8, 256, 256, 14, 14)));
        Assert.IsNotType<LineWinogradWeightGradient>(ConvolutionWeightGradient.For(Geometry(8, 3, 64, 224, 224)));
        Assert.IsNotType<LineWinogradWeightGradient>(ConvolutionWeightGradient.For(Geometry(8, 16, 8, 32, 32)));
    }

    [Fact]
    public void Spans_of_another_length_are_refused()
    {
        ConvolutionGeometry geometry = Geometry(1, 8, 16, 8, 9);
        float[] output = new float[geometry.Output.Length], input = new float[geometry.Input.Length], weights = new float[geometry.PatchLength * geometry.Outputs];
        LineWinogradConvolution forward = new(geometry);
        Assert.Throws<ArgumentException>(() => forward.Pack(Schedulers.One, weights.AsSpan(1)));
        Assert.Throws<ArgumentException>(() => forward.Run(Schedulers.One, input.AsSpan(1), default, output));
        Assert.Throws<ArgumentException>(() => forward.Run(Schedulers.One, input, default, output.AsSpan(1)));
        LineWinogradWeightGradient gradient = new(geometry);
        Assert.Throws<ArgumentException>(() => gradient.Run(Schedulers.One, input.AsSpan(1), output, weights));
        Assert.Throws<ArgumentException>(() => gradient.Run(Schedulers.One, input, output.AsSpan(1), weights));
        Assert.Throws<ArgumentException>(() => gradient.Run(Schedulers.One, input, output, weights.AsSpan(1)));
    }

    private static ConvolutionAlgorithm Forward(ConvolutionGeometry geometry) => new LineWinogradConvolution(geometry);

    private static ConvolutionWeightGradient Gradient(ConvolutionGeometry geometry) => new LineWinogradWeightGradient(geometry);

    private static void AssertEqualsTwin(ConvolutionGeometry geometry)
    {
        ConvolutionRun run = new(geometry, (shape, name) => Numbers.Uniform(shape, name));
        TwinArray input = TwinArray.Of(run.Input), weights = TwinArray.Of(run.Weights);
        Tolerance.AssertClose(ConvolutionTwin.Forward(geometry, input, weights, TwinArray.Of(run.Bias)), run.Forward(Schedulers.One, algorithm: Forward), Bound);
        Tolerance.AssertClose(ConvolutionTwin.Forward(geometry, input, weights), run.Forward(Schedulers.One, bias: false, Forward), Bound);
        if (geometry.Outputs % 16 == 0)
            Tolerance.AssertClose(ConvolutionTwin.WeightGradient(geometry, input, TwinArray.Of(run.Signal)), run.WeightGradient(Schedulers.One, Gradient), Bound);
    }
}
