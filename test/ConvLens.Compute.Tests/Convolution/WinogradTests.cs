using ConvLens.Compute.Convolution;
using ConvLens.Compute.Tensors;
using ConvLens.Testing;
using ConvLens.Testing.Twins;

namespace ConvLens.Compute.Tests.Convolution;

/// <summary>Winograd's convolution against the textbook sum, at every remainder of tiles, channels and outputs.</summary>
/// <remarks>
/// Its transforms scale numbers by up to 5 and by thirds, so it cannot be exact on whole numbers. Measured here: at most 2.1e-6 of the output's norm at up to 130 channels,
/// which the bound doubles, and 4.8e-6 at 512, where it is held to the bound of a direct sum of that depth. A wrong tap, sign or tile is off by a tenth or more.
/// </remarks>
public sealed class WinogradTests
{
    private const double Bound = 4.2e-6;

    // DeepAccumulationTests says why.
    private static readonly double DirectBound = 2 * Math.Sqrt(4608 / 2.0) / (1 << 24);

    private static ConvolutionGeometry Geometry(int n, int channels, int outputs, int rows, int columns, int top = 1, int left = 1, int bottom = 1, int right = 1) =>
        new([n, channels, rows, columns], outputs, 3, 3, 1, 1, top, left, bottom, right, 1, 1, 1);

    public static TheoryData<int, int> Extents
    {
        get
        {
            TheoryData<int, int> extents = [];
            for (int rows = 3; rows <= 10; rows++) extents.Add(rows, 14 - rows);
            return extents;
        }
    }

    [Fact]
    public void Any_number_of_tiles_in_a_block_equals_the_textbook_sum()
    {
        for (int tiles = 1; tiles <= 70; tiles++) AssertEqualsTwin(Geometry(1, 17, 18, 4, 4 * tiles));
    }

    [Theory, MemberData(nameof(Extents))]
    public void Every_remainder_of_a_tile_equals_the_textbook_sum(int rows, int columns)
    {
        AssertEqualsTwin(Geometry(2, 5, 7, rows, columns));
        AssertEqualsTwin(Geometry(1, 3, 4, rows, columns, 0, 0, 0, 0));
        AssertEqualsTwin(Geometry(1, 3, 4, rows, columns, 2, 0, 1, 2));
    }

    [Theory]
    [InlineData(1, 67)]
    [InlineData(15, 33)]
    [InlineData(16, 16)]
    [InlineData(17, 48)]
    [InlineData(127, 31)]
    [InlineData(128, 32)]
    [InlineData(130, 65)]
    public void Every_remainder_of_channels_and_outputs_equals_the_textbook_sum(int channels, int outputs) => AssertEqualsTwin(Geometry(1, channels, outputs, 9, 6));

    [Fact]
    public void More_tiles_than_a_batch_holds_are_taken_in_turn() => AssertEqualsTwin(Geometry(2, 40, 48, 90, 61));

    [Fact]
    public void At_the_depth_of_real_networks_the_error_stays_within_that_of_a_direct_sum() => AssertEqualsTwin(Geometry(1, 512, 20, 8, 8), DirectBound);

    [Fact]
    public void Sums_that_are_put_down_on_the_way_because_they_are_so_deep_equal_the_textbook_sum() => AssertEqualsTwin(Geometry(1, 1041, 17, 9, 6), 2 * Math.Sqrt(9 * 1041 / 2.0) / (1 << 24));

    [Fact]
    public void Weights_made_on_the_way_equal_the_textbook_sum()
    {
        AssertEqualsTwin(Geometry(1, 341, 345, 5, 9), DirectBound);
        ConvolutionGeometry geometry = Geometry(1, 342, 347, 14, 13);
        ConvolutionRun run = new(geometry, (shape, name) => Numbers.Uniform(shape, name));
        Tolerance.AssertClose(ConvolutionTwin.InputGradient(geometry, TwinArray.Of(run.Signal), TwinArray.Of(run.Weights)), run.InputGradient(Schedulers.One, g => new RotatedTransposedConvolution(g)), DirectBound);
    }

    [Fact]
    public void Kept_or_made_on_the_way_weights_give_the_same_bits()
    {
        // Five pictures are work enough to keep the weights for, one is not.
        const int Pictures = 5;
        ConvolutionGeometry one = Geometry(1, 343, 350, 16, 16), many = Geometry(Pictures, 343, 350, 16, 16);
        ConvolutionRun single = new(one, (shape, name) => Numbers.Uniform(shape, name)), batch = new(many, (shape, name) => Numbers.Uniform(shape, name));
        for (int n = 0; n < Pictures; n++) single.Input.Values.CopyTo(batch.Input.Span[(n * one.Input.Length)..]);
        Assert.Equal(single.Forward(Schedulers.One).Values, batch.Forward(Schedulers.One).Slice(Pictures - 1, 1).Values);

        for (int n = 0; n < Pictures; n++) single.Signal.Values.CopyTo(batch.Signal.Span[(n * one.Output.Length)..]);
        Assert.Equal(single.InputGradient(Schedulers.One).Values, batch.InputGradient(Schedulers.One).Slice(Pictures - 1, 1).Values);
    }

    [Fact]
    public void Numbers_that_are_packed_from_a_span_may_change_afterwards()
    {
        ConvolutionGeometry geometry = Geometry(1, 343, 350, 5, 5);
        ConvolutionRun run = new(geometry, (shape, name) => Numbers.Uniform(shape, name));
        Tensor expected = run.Forward(Schedulers.One, bias: false, algorithm: g => new WinogradConvolution(g)), changing = run.Weights.Copy(), output = new(geometry.Output);
        WinogradConvolution convolution = new(geometry);
        convolution.Pack(Schedulers.One, changing.Values);
        changing.Span.Clear();
        convolution.Run(Schedulers.One, run.Input.Values, default, output.Span);
        Assert.Equal(expected.Values, output.Values);
    }

    [Fact]
    public void It_is_chosen_by_shape()
    {
        Assert.True(WinogradConvolution.Suits(Geometry(1, 64, 64, 56, 56)));
        Assert.False(WinogradConvolution.Suits(Geometry(1, 3, 64, 224, 224)));
        Assert.True(WinogradConvolution.Suits(Geometry(1, 512, 512, 14, 14)));
        Assert.False(WinogradConvolution.Suits(Geometry(1, 512, 512, 7, 7)));
        Assert.True(WinogradConvolution.Suits(Geometry(8, 512, 512, 14, 14)));
        Assert.IsType<WinogradConvolution>(ConvolutionAlgorithm.For(Geometry(1, 64, 64, 56, 56)));
    }

    private static void AssertEqualsTwin(ConvolutionGeometry geometry, double? bound = null)
    {
        ConvolutionRun run = new(geometry, (shape, name) => Numbers.Uniform(shape, name));
        TwinArray input = TwinArray.Of(run.Input), weights = TwinArray.Of(run.Weights);
        Tolerance.AssertClose(ConvolutionTwin.Forward(geometry, input, weights, TwinArray.Of(run.Bias)), run.Forward(Schedulers.One, algorithm: g => new WinogradConvolution(g)), bound ?? Bound);
        Tolerance.AssertClose(ConvolutionTwin.Forward(geometry, input, weights), run.Forward(Schedulers.One, bias: false, g => new WinogradConvolution(g)), bound ?? Bound);
    }
}
