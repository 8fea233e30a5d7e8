using BenchmarkDotNet.Attributes;
using ConvLens.Benchmarks.Networks;
using ConvLens.Compute.Convolution;
using ConvLens.Compute.Products;
using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Tensors;

namespace ConvLens.Benchmarks.Kernels;

/// <summary>Convolutions of the shapes that networks are made of, forward and to the input; padding included, packing of weights not.</summary>
public class ConvolutionBenchmarks
{
    private static readonly Dictionary<string, ConvolutionGeometry> Geometries = new(StringComparer.Ordinal)
    {
        ["first layer 7×7/2, 3→64, 224²"] = Geometry([1, 3, 224, 224], 64, 7, stride: 2, padding: 3),
        ["3×3, 64→64, 224²"] = Geometry([1, 64, 224, 224], 64, 3, padding: 1),
        ["3×3, 512→512, 14²"] = Geometry([1, 512, 14, 14], 512, 3, padding: 1),
        ["1×1, 256→64, 56²"] = Geometry([1, 256, 56, 56], 64, 1),
        ["depthwise 3×3, 144, 56²"] = Geometry([1, 144, 56, 56], 144, 3, padding: 1, groups: 144),
        ["large 20×20, 1→5, 100², 16 pictures"] = Geometry([16, 1, 100, 100], 5, 20),
    };

    private Scheduler _scheduler = new();
    private ConvolutionGeometry _geometry = Geometries.Values.First();
    private Tensor _input = new([1]), _padded = new([1]), _output = new([1]), _inputSignal = new([1]);
    private PanelMatrix _forward = new(1, 1), _backward = new(1, 1);

    /// <summary>The shapes by name.</summary>
    public static IEnumerable<string> Shapes => Geometries.Keys;

    /// <summary>The shape.</summary>
    [ParamsSource(nameof(Shapes))]
    public string Shape { get; set; } = "";

    /// <summary>Threads; 0 is all processors.</summary>
    [Params(1, 0)]
    public int Threads { get; set; }

    /// <summary>Fills the input and packs the weights.</summary>
    [GlobalSetup]
    public void Setup()
    {
        (_scheduler, _geometry) = (new(Threads), Geometries[Shape]);
        (_input, _padded, _output, _inputSignal) = (InitialValues.Picture(_geometry.Input, "input"), new(_geometry.Padded), InitialValues.Picture(_geometry.Output, "output"), new(_geometry.Input));
        Tensor weights = InitialValues.Picture([_geometry.Outputs, _geometry.GroupChannels, _geometry.KernelRows, _geometry.KernelColumns], "weights");
        (_forward, _backward) = (ConvolutionForward.AllocateWeights(_geometry), ConvolutionInputGradient.AllocateWeights(_geometry));
        ConvolutionForward.PackWeights(_scheduler, _geometry, weights.Values, _forward);
        ConvolutionInputGradient.PackWeights(_scheduler, _geometry, weights.Values, _backward);
    }

    /// <summary>Output from input.</summary>
    [Benchmark]
    public void Forward()
    {
        if (_geometry.HasPadding) Padding.Fill(_scheduler, _geometry, _input.Values, _padded.Span);
        ConvolutionForward.Run(_scheduler, _geometry, (_geometry.HasPadding ? _padded : _input).Values, _forward, default, _output.Span);
    }

    /// <summary>Signal at the input from the signal at the output.</summary>
    [Benchmark]
    public void InputGradient() => ConvolutionInputGradient.Run(_scheduler, _geometry, _output.Values, _backward, _inputSignal.Span);

    private static ConvolutionGeometry Geometry(Shape input, int outputs, int kernel, int stride = 1, int padding = 0, int groups = 1) =>
        new(input, outputs, kernel, kernel, stride, stride, padding, padding, padding, padding, 1, 1, groups);
}
