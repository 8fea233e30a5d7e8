using ConvLens.Compute.Convolution;
using ConvLens.Compute.Elementwise;
using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Tensors;
using ConvLens.Testing;
using ConvLens.Testing.Twins;

namespace ConvLens.Compute.Tests.Convolution;

/// <summary>Whole numbers, so that float32 sums are exact and kernels must equal their twins in every bit.</summary>
public sealed class ConvolutionTests
{
    public static TheoryData<string> Names => ConvolutionCases.Names;

    [Theory, MemberData(nameof(Names))]
    public void Output_extents_count_the_places_of_the_kernel(string name)
    {
        ConvolutionGeometry geometry = ConvolutionCases.Named(name);
        Assert.Equal(ConvolutionTwin.OutputShape(geometry), geometry.Output);
    }

    [Theory, MemberData(nameof(Names))]
    public void Forward_equals_the_textbook_sum(string name)
    {
        ConvolutionGeometry geometry = ConvolutionCases.Named(name);
        ConvolutionRun run = new(geometry);
        TwinArray input = TwinArray.Of(run.Input), weights = TwinArray.Of(run.Weights);
        TwinArray expected = ConvolutionTwin.Forward(geometry, input, weights, TwinArray.Of(run.Bias)), unbiased = ConvolutionTwin.Forward(geometry, input, weights);
        foreach (Func<ConvolutionGeometry, ConvolutionAlgorithm> algorithm in AlgorithmsFor(geometry))
            foreach (Scheduler scheduler in Schedulers.All)
            {
                Tolerance.AssertExact(expected, run.Forward(scheduler, algorithm: algorithm));
                Tolerance.AssertExact(unbiased, run.Forward(scheduler, bias: false, algorithm));
            }
    }

    [Theory, MemberData(nameof(Names))]
    public void An_addend_and_a_rectification_taken_in_give_the_bits_of_three_passes(string name)
    {
        ConvolutionGeometry geometry = ConvolutionCases.Named(name);
        ConvolutionRun run = new(geometry, (shape, key) => Numbers.Uniform(shape, key, -4, 4));
        List<Func<ConvolutionGeometry, ConvolutionAlgorithm>> algorithms = [.. AlgorithmsFor(geometry)];
        if (WinogradConvolution.Fits(geometry)) algorithms.Add(g => new WinogradConvolution(g));
        foreach (Func<ConvolutionGeometry, ConvolutionAlgorithm> algorithm in algorithms)
            foreach (Scheduler scheduler in Schedulers.All)
                foreach (Rectification rectification in (Rectification[])[default, new(0), new(0.25f, 3)])
                {
                    Tensor plain = run.Forward(scheduler, algorithm: algorithm), rectified = new(plain.Shape), joined = new(plain.Shape);
                    Relu.Forward(scheduler, rectification, plain.Values, rectified.Span);
                    Assert.Equal(rectified.Values, run.Forward(scheduler, algorithm: algorithm, rectification: rectification).Values);
                    Arithmetic.Add(scheduler, plain.Values, run.Signal.Values, joined.Span);
                    Relu.Forward(scheduler, rectification, joined.Values, joined.Span);
                    Assert.Equal(joined.Values, run.Forward(scheduler, algorithm: algorithm, addend: run.Signal, rectification: rectification).Values);
                }
    }

    [Theory, MemberData(nameof(Names))]
    public void Patches_read_in_place_and_packed_ones_give_the_same_bits(string name)
    {
        ConvolutionRun run = new(ConvolutionCases.Named(name), (shape, key) => Numbers.Uniform(shape, key, -4, 4));
        foreach (Rectification rectification in (Rectification[])[default, new(0, 6), new(0.25f)])
            foreach (Tensor? addend in (Tensor?[])[null, run.Signal])
                foreach (Scheduler scheduler in (Scheduler[])[new(1, 128), new(1, 256), new(1, 512)])
                    Assert.Equal(
                        run.Forward(scheduler, addend is null, geometry => new WideConvolution(geometry), addend, rectification).ToLogical(),
                        run.Forward(scheduler, addend is null, geometry => new InPlaceConvolution(geometry), addend, rectification).ToLogical());
    }

    [Theory, MemberData(nameof(Names))]
    public void Input_gradient_equals_the_transposed_sum(string name)
    {
        ConvolutionGeometry geometry = ConvolutionCases.Named(name);
        ConvolutionRun run = new(geometry);
        TwinArray expected = ConvolutionTwin.InputGradient(geometry, TwinArray.Of(run.Signal), TwinArray.Of(run.Weights));
        Tolerance.AssertExact(expected, run.InputGradient(Schedulers.One, g => new ScatterTransposedConvolution(g)));
        if (DepthwiseTransposedConvolution.Suits(geometry)) Tolerance.AssertExact(expected, run.InputGradient(Schedulers.One, g => new DepthwiseTransposedConvolution(g)));
        if (RotatedTransposedConvolution.Suits(geometry)) Tolerance.AssertExact(expected, run.InputGradient(Schedulers.One, g => new RotatedTransposedConvolution(g)));
    }

    [Theory, MemberData(nameof(Names))]
    public void Weight_gradient_equals_the_sum_over_pixels(string name)
    {
        ConvolutionGeometry geometry = ConvolutionCases.Named(name);
        ConvolutionRun run = new(geometry);
        TwinArray expected = ConvolutionTwin.WeightGradient(geometry, TwinArray.Of(run.Input), TwinArray.Of(run.Signal));
        Tolerance.AssertExact(expected, run.WeightGradient(Schedulers.One, g => new WideWeightGradient(g)));
        if (geometry.CanRotate)
            foreach (Scheduler scheduler in Schedulers.All) Tolerance.AssertExact(expected, run.WeightGradient(scheduler, g => new RotatedWeightGradient(g)));
        if (PixelPairs.Fit(geometry))
            foreach (Scheduler scheduler in Schedulers.All) Tolerance.AssertExact(expected, run.WeightGradient(scheduler, g => new PairedWeightGradient(g)));
        if (geometry is { StrideRows: 1, StrideColumns: 1, DilationRows: 1, DilationColumns: 1, Groups: 1 })
            foreach (Scheduler scheduler in Schedulers.All)
            {
                Tolerance.AssertExact(expected, run.WeightGradient(scheduler, g => new NarrowWeightGradient(g)));
                Tolerance.AssertExact(expected, run.WeightGradient(scheduler, g => new BatchWeightGradient(g)));
            }
    }

    // Items copy the lines they read, across the ends of pictures; from 9,216 pixels on they are twice as large.
    [Theory]
    [InlineData(5, 8, 16, 3, 1, 1, 1), InlineData(5, 8, 16, 3, 2, 2, 2), InlineData(10, 4, 16, 3, 1, 1, 1), InlineData(70, 2, 32, 3, 2, 2, 1), InlineData(3, 2, 70, 5, 2, 1, 1), InlineData(3, 16, 24, 3, 3, 1, 2)]
    public void Lines_copied_by_each_item_give_the_textbook_sum(int pictures, int channels, int outputs, int kernel, int padding, int stride, int dilation)
    {
        ConvolutionGeometry geometry = new([pictures, channels, 37, 29], outputs, kernel, kernel, stride, stride, padding, padding, padding, padding, dilation, dilation, 1);
        ConvolutionRun run = new(geometry);
        TwinArray expected = ConvolutionTwin.Forward(geometry, TwinArray.Of(run.Input), TwinArray.Of(run.Weights), TwinArray.Of(run.Bias));
        foreach (Scheduler scheduler in Schedulers.All) Tolerance.AssertExact(expected, run.Forward(scheduler, algorithm: g => new InPlaceConvolution(g)));
    }

    // Several bands of rows, the last shorter: lines copied by each item, padded once, and read in place; 16 outputs' signal too. Strides, dilation and groups move the bands.
    [Theory]
    [InlineData(3, 16, 1, 1, 1, 1), InlineData(8, 40, 1, 1, 1, 1), InlineData(8, 70, 1, 1, 1, 1), InlineData(3, 16, 0, 1, 1, 1), InlineData(8, 34, 2, 2, 2, 2)]
    public void Weight_gradient_by_bands_equals_the_sum_over_pixels_on_a_thread_without_workspace(int channels, int outputs, int padding, int stride, int dilation, int groups)
    {
        ConvolutionGeometry geometry = new([3, channels, stride * 41, stride * 31], outputs, 3, 3, stride, stride, padding, padding, padding, padding, dilation, dilation, groups);
        ConvolutionRun run = new(geometry);
        Tensor? found = null;
        Thread thread = new(() => found = run.WeightGradient(Schedulers.One, g => new WideWeightGradient(g)));
        thread.Start();
        thread.Join();
        Tolerance.AssertExact(ConvolutionTwin.WeightGradient(geometry, TwinArray.Of(run.Input), TwinArray.Of(run.Signal)), found!);
        foreach (Scheduler scheduler in Schedulers.All) Assert.Equal(found!.Values, run.WeightGradient(scheduler, g => new WideWeightGradient(g)).Values);
    }

    [Fact]
    public void A_known_picture_and_kernel_give_the_known_result()
    {
        // [1 2 3; 4 5 6; 7 8 9] under [1 0; 0 −1], plus 10: 1 − 5, 2 − 6, 4 − 8, 5 − 9.
        ConvolutionGeometry geometry = new([1, 1, 3, 3], 1, 2, 2, 1, 1, 0, 0, 0, 0, 1, 1, 1);
        ConvolutionRun run = new(geometry, (shape, name) => Tensor.FromLogical(shape, name switch
        {
            "input" => [1, 2, 3, 4, 5, 6, 7, 8, 9],
            "weights" => [1, 0, 0, -1],
            "bias" => [10],
            _ => [1, 0, 0, 2],
        }));
        Assert.Equal([6, 6, 6, 6], run.Forward(Schedulers.One).ToLogical());
        Assert.Equal([1, 0, 0, 0, 1, 0, 0, 0, -2], run.InputGradient(Schedulers.One).ToLogical());
        Assert.Equal([11, 14, 20, 23], run.WeightGradient(Schedulers.One).ToLogical());
    }

    [Fact]
    public void Weight_gradients_can_be_taken_again_with_the_same_workspace()
    {
        ConvolutionGeometry geometry = ConvolutionCases.Named("two groups");
        WideWeightGradient workspace = new(geometry);
        Tensor input = Numbers.Whole(geometry.Input, "input"), signal = Numbers.Whole(geometry.Output, "signal"), other = Numbers.Whole(geometry.Output, "other");
        float[] first = new float[geometry.PatchLength * geometry.Outputs], again = new float[first.Length];
        workspace.Run(Schedulers.One, input.Values, signal.Values, first);
        workspace.Run(Schedulers.One, input.Values, other.Values, again);
        workspace.Run(Schedulers.One, input.Values, signal.Values, again);
        Assert.Equal(first, again);
    }

    [Fact]
    public void Spans_of_another_length_are_refused_by_every_way()
    {
        AssertRefuses("same size", g => new InPlaceConvolution(g), g => new WideConvolution(g), g => new WinogradConvolution(g), g => new PlanarConvolution(g), g => new BatchConvolution(g));
        AssertRefuses("eights to one output", g => new DotConvolution(g));
        AssertRefuses("pairs of pixels", g => new PairedConvolution(g));

        static void AssertRefuses(string name, params Func<ConvolutionGeometry, ConvolutionAlgorithm>[] algorithms)
        {
            ConvolutionGeometry geometry = ConvolutionCases.Named(name);
            float[] output = new float[geometry.Output.Length], input = new float[geometry.Input.Length], weights = new float[geometry.PatchLength * geometry.Outputs];
            foreach (ConvolutionAlgorithm forward in algorithms.Select(algorithm => algorithm(geometry)))
            {
                Assert.Throws<ArgumentException>(() => forward.Pack(Schedulers.One, weights.AsSpan(1)));
                Assert.Throws<ArgumentException>(() => forward.Run(Schedulers.One, input.AsSpan(1), default, output));
                Assert.Throws<ArgumentException>(() => forward.Run(Schedulers.One, input, new float[3], output));
                Assert.Throws<ArgumentException>(() => forward.Run(Schedulers.One, input, default, output.AsSpan(1)));
                Assert.Throws<ArgumentException>(() => forward.Run(Schedulers.One, input, default, output, output.AsSpan(1)));
            }
        }
    }

    [Fact]
    public void Spans_of_another_length_are_refused_on_the_way_back()
    {
        ConvolutionGeometry geometry = ConvolutionCases.Named("same size");
        float[] output = new float[geometry.Output.Length], input = new float[geometry.Input.Length], weights = new float[geometry.PatchLength * geometry.Outputs];
        foreach (TransposedConvolution backward in new TransposedConvolution[] { new ScatterTransposedConvolution(geometry), new RotatedTransposedConvolution(geometry) })
        {
            Assert.Throws<ArgumentException>(() => backward.Pack(Schedulers.One, weights.AsSpan(1)));
            Assert.Throws<ArgumentException>(() => backward.Run(Schedulers.One, output.AsSpan(1), input));
            Assert.Throws<ArgumentException>(() => backward.Run(Schedulers.One, output, input.AsSpan(1)));
        }

        Assert.Throws<ArgumentException>(() => new WideWeightGradient(geometry).Run(Schedulers.One, input, output, weights.AsSpan(1)));
        Assert.Throws<ArgumentException>(() => new NarrowWeightGradient(geometry).Run(Schedulers.One, input, output, weights.AsSpan(1)));
        Assert.Throws<ArgumentException>(() => new BatchWeightGradient(geometry).Run(Schedulers.One, input, output, weights.AsSpan(1)));
        Assert.Throws<ArgumentException>(() => new RotatedWeightGradient(geometry).Run(Schedulers.One, input, output, weights.AsSpan(1)));
        Assert.Throws<ArgumentException>(() => new PairedWeightGradient(ConvolutionCases.Named("pairs of pixels")).Run(Schedulers.One, input, output, weights));
        Assert.Throws<ArgumentException>(() => Padding.Fill(Schedulers.One, geometry, input.AsSpan(1), new float[geometry.Padded.Length]));
    }

    // Slow kernels may be right: each is tried wherever it can run, not only where it is chosen.
    private static IEnumerable<Func<ConvolutionGeometry, ConvolutionAlgorithm>> AlgorithmsFor(ConvolutionGeometry geometry)
    {
        yield return g => new InPlaceConvolution(g);
        yield return g => new WideConvolution(g);
        if (geometry is { StrideRows: 1, StrideColumns: 1, DilationRows: 1, DilationColumns: 1, Groups: 1 }) yield return g => new PlanarConvolution(g);
        if (geometry is { DilationColumns: 1, Groups: 1 }) yield return g => new BatchConvolution(g);
        if (DepthwiseConvolution.Suits(geometry)) yield return g => new DepthwiseConvolution(g);
        if (DotConvolution.Suits(geometry)) yield return g => new DotConvolution(g);
        if (PixelPairs.Fit(geometry)) yield return g => new PairedConvolution(g);
    }
}
