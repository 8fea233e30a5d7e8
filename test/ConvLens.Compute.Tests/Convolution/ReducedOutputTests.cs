using ConvLens.Compute.Convolution;
using ConvLens.Compute.Normalization;
using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Tensors;
using ConvLens.Testing;

namespace ConvLens.Compute.Tests.Convolution;

/// <summary>Sums that a convolution takes as it writes its output have the bits of those that are taken afterwards, and so has the output.</summary>
public sealed class ReducedOutputTests
{
    /// <summary>Samples, channels, outputs, height and width: along lines by panels and by tall tiles, in place, and in place by pairs of pixels; with last tiles and parts that are not full.</summary>
    public static TheoryData<int, int, int, int, int, Type> Cases => new()
    {
        { 70, 8, 16, 32, 32, typeof(LineWinogradConvolution) },
        { 141, 16, 8, 32, 32, typeof(LineWinogradConvolution) },
        { 66, 2, 16, 33, 32, typeof(InPlaceConvolution) },
        { 131, 2, 8, 33, 32, typeof(PairedConvolution) },
    };

    [Theory, MemberData(nameof(Cases))]
    public void Moments_of_channels_and_of_image_columns(int samples, int channels, int outputs, int height, int width, Type way)
    {
        (ConvolutionRun run, ConvolutionAlgorithm algorithm, Tensor expected) = Prepare(samples, channels, outputs, height, width);
        Assert.IsType(way, algorithm);
        foreach (int columns in (int[])[outputs, width * outputs])
        {
            ColumnMoments afterwards = new(expected.Length, columns, samples), along = new(expected.Length, columns, samples);
            float[] expectedMeans = new float[columns], expectedSquares = new float[columns], means = new float[columns], squares = new float[columns];
            afterwards.Begin(expected);
            afterwards.Run(Schedulers.One);
            afterwards.Read(Schedulers.One, expectedMeans, expectedSquares);
            foreach (Scheduler scheduler in Schedulers.All)
            {
                Tensor output = new(expected.Shape);
                along.Begin(output);
                Assert.True(along.GoesAlong);
                algorithm.RunReduced(scheduler, run.Input.Values, default, run.Bias.Values, output.Span, along);
                along.Read(scheduler, means, squares);
                Assert.Equal(expected.Values, output.Values);
                Assert.Equal(expectedMeans, means);
                Assert.Equal(expectedSquares, squares);
            }

            for (int j = 0; j < columns; j++)
            {
                double sum = 0, square = 0;
                int rows = expected.Length / columns;
                for (int i = 0; i < rows; i++) sum += expected.Values[(i * columns) + j];
                for (int i = 0; i < rows; i++) square += Math.Pow(expected.Values[(i * columns) + j] - (sum / rows), 2);
                Assert.Equal(sum / rows, means[j], 1e-5);
                Assert.Equal(square, squares[j], 1e-5 * square);
            }
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void Products_with_and_without_a_mask(int samples, int channels, int outputs, int height, int width, Type way)
    {
        (ConvolutionRun run, ConvolutionAlgorithm algorithm, Tensor expected) = Prepare(samples, channels, outputs, height, width);
        Assert.IsType(way, algorithm);
        int columns = width * outputs;
        Tensor other = Numbers.Uniform(expected.Shape, "other"), center = Numbers.Uniform([columns], "center"), scale = Numbers.Uniform([columns], "scale"), shift = Numbers.Uniform([columns], "shift");
        foreach (float slope in (float[])[1, 0.3f])
        {
            RectifiedAffine mask = slope == 1 ? default : new(scale.Values, shift.Values, new(slope));
            ColumnProducts afterwards = new(expected.Length, columns, samples), along = new(expected.Length, columns, samples);
            float[] expectedProducts = new float[columns], expectedSums = new float[columns], products = new float[columns], sums = new float[columns];
            afterwards.Begin(other, center.Values, expected, mask);
            afterwards.Run(Schedulers.One);
            afterwards.Read(Schedulers.One, expectedProducts, expectedSums);
            Tensor output = new(expected.Shape);
            along.Begin(other, center.Values, output, mask);
            algorithm.RunReduced(Schedulers.All.Last(), run.Input.Values, default, run.Bias.Values, output.Span, along);
            along.Read(Schedulers.All.Last(), products, sums);
            Assert.Equal(expectedProducts, products);
            Assert.Equal(expectedSums, sums);
        }
    }

    [Fact]
    public void A_normalization_is_taken_in_on_the_same_way()
    {
        ConvolutionGeometry geometry = Geometry(70, 8, 16, 32, 32);
        ConvolutionRun run = new(geometry, (shape, name) => Numbers.Uniform(shape, name));
        LineWinogradConvolution algorithm = new(geometry);
        algorithm.Pack(Schedulers.One, run.Weights);
        Tensor scale = Numbers.Uniform([8], "scale"), shift = Numbers.Uniform([8], "shift"), expected = new(geometry.Output), output = new(geometry.Output);
        RectifiedAffine normalization = new(scale.Values, shift.Values, new(0.3f));
        algorithm.RunNormalized(Schedulers.One, run.Input.Values, normalization, run.Bias.Values, expected.Span);
        ColumnMoments moments = new(expected.Length, 16, 70);
        moments.Begin(output);
        algorithm.RunReduced(Schedulers.One, run.Input.Values, normalization, run.Bias.Values, output.Span, moments);
        Assert.Equal(expected.Values, output.Values);
    }

    [Fact]
    public void The_signal_at_an_input_is_summed_up_as_it_is_written()
    {
        // The rotated convolution has 2 channels and 16 outputs.
        ConvolutionGeometry geometry = Geometry(66, 16, 2, 33, 32);
        ConvolutionRun run = new(geometry, (shape, name) => Numbers.Uniform(shape, name));
        TransposedConvolution transposed = TransposedConvolution.For(geometry);
        transposed.Pack(Schedulers.One, run.Weights);
        Tensor expected = new(geometry.Input), signal = new(geometry.Input);
        transposed.Run(Schedulers.One, run.Signal.Values, expected.Span);
        ColumnMoments afterwards = new(expected.Length, 16, 66), along = new(expected.Length, 16, 66);
        afterwards.Begin(expected);
        afterwards.Run(Schedulers.One);
        along.Begin(signal);
        Assert.True(transposed.Reduces);
        transposed.RunReduced(Schedulers.All.Last(), run.Signal.Values, signal.Span, along);
        float[] expectedMeans = new float[16], means = new float[16], squares = new float[16];
        afterwards.Read(Schedulers.One, expectedMeans, squares);
        along.Read(Schedulers.One, means, squares);
        Assert.Equal(expected.Values, signal.Values);
        Assert.Equal(expectedMeans, means);
    }

    [Fact]
    public void What_cannot_go_along_is_refused()
    {
        ConvolutionGeometry geometry = Geometry(70, 8, 16, 32, 32), wide = Geometry(2, 64, 96, 9, 9), few = Geometry(3, 8, 16, 32, 32);
        ColumnMoments moments = new(geometry.Output.Length, 16, 70), ofFew = new(few.Output.Length, 16, 3);
        Tensor output = new(few.Output), other = new(geometry.Output);
        Assert.False(ofFew.GoesAlong);
        Assert.False(new ColumnMoments(70 * 31 * 33 * 16, 16, 70).GoesAlong);
        LineWinogradConvolution large = new(geometry);
        ArgumentException Refused(ConvolutionAlgorithm way, ConvolutionGeometry of, Tensor to, ColumnMoments sums) =>
            Assert.Throws<ArgumentException>(() => way.RunReduced(Schedulers.One, new float[of.Input.Length], default, default, to.Span, sums));
        Assert.Contains("has not begun with this output", Refused(large, geometry, other, moments).Message, StringComparison.Ordinal);
        moments.Begin(other);
        Assert.Contains("has not begun with this output", Refused(large, geometry, new(geometry.Output), moments).Message, StringComparison.Ordinal);
        ofFew.Begin(output);
        Assert.Contains("not cut into samples", Refused(new LineWinogradConvolution(few), few, output, ofFew).Message, StringComparison.Ordinal);
        ConvolutionAlgorithm winograd = new WinogradConvolution(wide);
        Assert.False(winograd.Reduces);
        Assert.Throws<NotSupportedException>(() => winograd.RunReduced(Schedulers.One, new float[wide.Input.Length], default, default, new float[wide.Output.Length], moments));
    }

    private static ConvolutionGeometry Geometry(int samples, int channels, int outputs, int height, int width) => new([samples, channels, height, width], outputs, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1);

    private static (ConvolutionRun Run, ConvolutionAlgorithm Algorithm, Tensor Output) Prepare(int samples, int channels, int outputs, int height, int width)
    {
        ConvolutionGeometry geometry = Geometry(samples, channels, outputs, height, width);
        ConvolutionRun run = new(geometry, (shape, name) => Numbers.Uniform(shape, name));
        ConvolutionAlgorithm algorithm = ConvolutionAlgorithm.For(geometry);
        algorithm.Pack(Schedulers.One, run.Weights);
        Tensor output = new(geometry.Output);
        algorithm.Run(Schedulers.One, run.Input.Values, run.Bias.Values, output.Span);
        return (run, algorithm, output);
    }
}
