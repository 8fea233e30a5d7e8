using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Layers;
using ConvLens.Networks.Layers.Geometry;
using ConvLens.Testing;
using ConvLens.Testing.Gradients;
using ConvLens.Testing.Networks;

namespace ConvLens.Networks.Tests.Layers.Geometry;

/// <summary>Forward against the twins and gradients against central differences; 2e-6 as for every single layer.</summary>
public sealed class GeometryTests
{
    private static readonly Dictionary<string, (Layer Layer, Shape Input)> Layers = new(StringComparer.Ordinal)
    {
        ["transposed convolution"] = (new TransposedConvolution(3, 3), [1, 2, 4, 5]),
        ["transposed convolution of stride 2"] = (new TransposedConvolution(3, 2) { Stride = 2, Bias = false }, [1, 4, 3, 4]),
        ["transposed convolution, everything uneven"] = (new TransposedConvolution(4, new Extent(3, 2)) { Stride = new Extent(3, 2), Padding = new Margins(1, 0, 2, 1), OutputPadding = new Extent(2, 1), Dilation = new Extent(1, 2), Groups = 2 }, [1, 6, 3, 4]),
        ["depthwise transposed convolution"] = (new TransposedConvolution(5, 3) { Stride = 2, Padding = 1, Groups = 5 }, [1, 5, 4, 3]),
        ["transposed convolution with more channels"] = (new TransposedConvolution(26, 2) { Stride = 2 }, [1, 2, 3, 2]),
        ["volume convolution"] = (new VolumeConvolution(3, [2, 3, 2]), [1, 2, 4, 4, 3]),
        ["volume convolution, everything uneven"] = (new VolumeConvolution(4, [2, 3, 2]) { Stride = [2, 1, 3], Before = [1, 2, 0], After = [2, 0, 1], Dilation = [2, 1, 2], Groups = 2, Bias = false }, [1, 4, 3, 3, 3]),
        ["depthwise volume convolution"] = (new VolumeConvolution(3, [3, 3, 3]) { Before = [1, 1, 1], After = [1, 1, 1], Groups = 3 }, [1, 3, 3, 3, 4]),
        ["volume transposed convolution"] = (new VolumeTransposedConvolution(2, [2, 2, 3]), [1, 3, 2, 3, 2]),
        ["volume transposed convolution, everything uneven"] = (new VolumeTransposedConvolution(4, [3, 2, 2]) { Stride = [2, 3, 1], Before = [1, 0, 1], After = [0, 1, 0], OutputPadding = [1, 2, 0], Dilation = [1, 2, 1], Groups = 2 }, [1, 2, 3, 2, 3]),
        ["max pooling with dilation"] = (new MaxPooling(2) { Stride = 1, Dilation = new Extent(3, 2) }, [1, 2, 7, 5]),
        ["average pooling rounded up with padding"] = (new AveragePooling(3) { Stride = 3, Padding = 1, RoundUp = true }, [1, 2, 5, 7]),
        ["average pooling with dilation"] = (new AveragePooling(new Extent(2, 3)) { Stride = 2, Dilation = 2, Padding = 1, RoundUp = true }, [1, 2, 6, 7]),
        ["max pooling of lines"] = (new VolumeMaxPooling([3]) { Stride = [2], Before = [1], RoundUp = true }, [1, 3, 8]),
        ["max pooling of volumes"] = (new VolumeMaxPooling([2, 3, 2]) { Stride = [1, 2, 2], After = [1, 0, 1], Dilation = [2, 1, 1] }, [1, 2, 4, 5, 5]),
        ["average pooling of lines"] = (new VolumeAveragePooling([4]) { Stride = [3], Before = [2], After = [1] }, [1, 3, 9]),
        ["average pooling of maps"] = (new VolumeAveragePooling([3, 2]) { Before = [1, 0], After = [0, 1], RoundUp = true }, [1, 3, 5, 6]),
        ["average pooling of volumes"] = (new VolumeAveragePooling([3, 2, 2]) { Stride = [2, 2, 3], Before = [1, 0, 1], RoundUp = true, CountPadding = false }, [1, 2, 4, 3, 5]),
        ["lp pooling of maps"] = (new LpPooling(2, [2, 3]) { Stride = [1, 2], Before = [1, 1] }, [1, 3, 4, 5]),
        ["lp pooling with p = 3"] = (new LpPooling(3, [3]), [1, 3, 9]),
        ["lp pooling with p = 1"] = (new LpPooling(1, [2, 2, 2]), [1, 2, 4, 4, 2]),
        ["nearest resize by two"] = (new Resize(Interpolation.Nearest) { Scales = [1, 1, 2, 2], Coordinates = ResizeCoordinates.Asymmetric, Rounding = NearestRounding.Floor }, [1, 17, 2, 1]),
        ["nearest resize to sizes"] = (new Resize(Interpolation.Nearest) { Axes = [-1, 2], Sizes = [7, 3] }, [1, 2, 5, 4]),
        ["nearest resize, ceiling"] = (new Resize(Interpolation.Nearest) { Axes = [2, 3], Sizes = [8, 3], Rounding = NearestRounding.Ceil, Coordinates = ResizeCoordinates.AlignCorners }, [1, 2, 5, 4]),
        ["nearest resize, up at halves"] = (new Resize(Interpolation.Nearest) { Axes = [2, 3], Scales = [0.5f, 3.5f], Rounding = NearestRounding.RoundPreferCeil, Coordinates = ResizeCoordinates.Asymmetric }, [1, 2, 5, 4]),
        ["nearest resize of volumes"] = (new Resize(Interpolation.Nearest) { Axes = [2, 3, 4], Scales = [2, 1.5f, 3], Coordinates = ResizeCoordinates.TfHalfPixelForNearest }, [1, 2, 2, 3, 2]),
        ["bilinear resize by two"] = (new Resize(Interpolation.Linear) { Axes = [2, 3], Scales = [2, 2], Coordinates = ResizeCoordinates.PytorchHalfPixel }, [1, 17, 2, 1]),
        ["bilinear resize with corners aligned"] = (new Resize(Interpolation.Linear) { Axes = [2, 3], Sizes = [7, 2], Coordinates = ResizeCoordinates.AlignCorners }, [1, 3, 4, 5]),
        ["bilinear resize, symmetric"] = (new Resize(Interpolation.Linear) { Axes = [2, 3], Scales = [2.3f, 0.7f], Coordinates = ResizeCoordinates.HalfPixelSymmetric }, [1, 3, 4, 5]),
        ["bilinear resize with antialias"] = (new Resize(Interpolation.Linear) { Axes = [2, 3], Scales = [0.4f, 0.6f], Antialias = true }, [1, 3, 8, 5]),
        ["linear resize of lines"] = (new Resize(Interpolation.Linear) { Scales = [1, 1, 1.7f] }, [1, 3, 6]),
        ["trilinear resize"] = (new Resize(Interpolation.Linear) { Axes = [2, 3, 4], Sizes = [3, 5, 2] }, [1, 2, 2, 3, 4]),
        ["cubic resize"] = (new Resize(Interpolation.Cubic) { Axes = [2, 3], Scales = [1.6f, 0.8f] }, [1, 3, 4, 5]),
        ["cubic resize without outside"] = (new Resize(Interpolation.Cubic) { Axes = [2, 3], Scales = [0.8f, 2], CubicCoefficient = -0.5f, ExcludeOutside = true, Coordinates = ResizeCoordinates.Asymmetric }, [1, 3, 4, 5]),
        ["cubic resize with antialias"] = (new Resize(Interpolation.Cubic) { Axes = [2, 3], Sizes = [3, 9], Antialias = true }, [1, 2, 8, 5]),
        ["channels resized"] = (new Resize(Interpolation.Linear) { Axes = [1], Sizes = [5] }, [1, 3, 4, 5]),
        ["crop and resize"] = (new Resize(Interpolation.Linear) { Axes = [3, 2], Sizes = [3, 4], Coordinates = ResizeCoordinates.TfCropAndResize, Region = [0.6f, -0.2f, 1.3f, 0.7f], ExtrapolationValue = 10 }, [1, 2, 5, 4]),
        ["crop and resize to the nearest"] = (new Resize(Interpolation.Nearest) { Axes = [2, 3], Sizes = [3, 1], Coordinates = ResizeCoordinates.TfCropAndResize, Region = [0.13f, 0.2f, 1.3f, 0.77f], ExtrapolationValue = 10 }, [1, 2, 5, 4]),
        ["resize that keeps proportions from above"] = (new Resize(Interpolation.Linear) { Axes = [2, 3], Sizes = [7, 8], Policy = AspectPolicy.NotLarger }, [1, 2, 3, 2]),
        ["resize that keeps proportions from below"] = (new Resize(Interpolation.Linear) { Axes = [2, 3], Sizes = [4, 3], Policy = AspectPolicy.NotSmaller }, [1, 2, 3, 5]),
        ["resize to the same"] = (new Resize(Interpolation.Cubic) { Scales = [1, 1, 1, 1] }, [1, 2, 3, 5]),
    };

    public static TheoryData<string> Names => [.. Layers.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Gradients_hold(string name)
    {
        Network network = Network(name);
        GradientCheck.AssertHolds(network, TinyNetworks.Parameters(network), TinyNetworks.Inputs(network, 2), 2e-6);
    }

    [Theory, MemberData(nameof(Names))]
    public void Every_scheduler_gives_the_same_bits(string name)
    {
        Network network = Network(name);
        Schedulers.AssertSameBits(scheduler =>
        {
            Executor executor = new(network, 2, scheduler);
            Trace trace = executor.Forward(TinyNetworks.Parameters(network), Numbers.Uniform(Layers[name].Input.WithN(2), "input"));
            Signals signals = executor.Backward(trace, new LinearObjective("layer", Numbers.Uniform(trace["layer"].Shape, "weights")), wanted: ["input"], parameters: true);
            return [.. trace["layer"].ToLogical(), .. signals["input"].ToLogical(), .. signals.Parameters.Values.SelectMany(gradient => gradient.ToLogical())];
        });
    }

    private static Network Network(string name) => new NetworkBuilder(name).AddInput("input", Layers[name].Input).Add("layer", Layers[name].Layer).Build();
}
