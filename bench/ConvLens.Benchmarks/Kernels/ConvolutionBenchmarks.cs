using BenchmarkDotNet.Attributes;
using ConvLens.Benchmarks.Networks;
using ConvLens.Compute.Convolution;
using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Tensors;

namespace ConvLens.Benchmarks.Kernels;

/// <summary>Convolutions of the shapes that networks are made of, forward to the input and to the weights; packing of weights not included.</summary>
public class ConvolutionBenchmarks
{
    private static readonly Dictionary<string, ConvolutionGeometry> Geometries = new(StringComparer.Ordinal)
    {
        ["first layer 7×7/2, 3→64, 224²"] = Geometry([1, 3, 224, 224], 64, 7, stride: 2, padding: 3),
        ["3×3, 64→64, 224²"] = Geometry([1, 64, 224, 224], 64, 3, padding: 1),
        ["3×3, 512→512, 14²"] = Geometry([1, 512, 14, 14], 512, 3, padding: 1),
        ["1×1, 256→64, 56²"] = Geometry([1, 256, 56, 56], 64, 1),
        ["depthwise 3×3, 144, 56²"] = Geometry([1, 144, 56, 56], 144, 3, padding: 1, groups: 144),
        ["few outputs 3×3, 64→3, 128²"] = Geometry([1, 64, 128, 128], 3, 3, padding: 1),
        ["3×3, 2→8, 32², 200 pictures"] = Geometry([200, 2, 32, 32], 8, 3, padding: 1),
        ["3×3, 8→16, 32², 200 pictures"] = Geometry([200, 8, 32, 32], 16, 3, padding: 1),
        ["3×3, 16→2, 32², 200 pictures"] = Geometry([200, 16, 32, 32], 2, 3, padding: 1),
        ["large 20×20, 1→5, 100², 16 pictures"] = Geometry([16, 1, 100, 100], 5, 20),
    };

    private Scheduler _scheduler = new();
    private ConvolutionAlgorithm? _forward;
    private TransposedConvolution? _inputGradient;
    private ConvolutionWeightGradient? _weightGradient;
    private Tensor _input = new([1]), _output = new([1]), _inputSignal = new([1]), _outputSignal = new([1]), _weights = new([1]), _gradient = new([1]);

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
        ConvolutionGeometry geometry = Geometries[Shape];
        _scheduler = new(Threads);
        (_input, _inputSignal) = (InitialValues.Picture(geometry.Input, "input"), new(geometry.Input));
        (_output, _outputSignal) = (new(geometry.Output), InitialValues.Picture(geometry.Output, "signal"));
        _weights = InitialValues.Picture([geometry.Outputs, geometry.GroupChannels, geometry.KernelRows, geometry.KernelColumns], "weights");
        _gradient = new(_weights.Shape);
        (_forward, _inputGradient, _weightGradient) = (ConvolutionAlgorithm.For(geometry), TransposedConvolution.For(geometry), ConvolutionWeightGradient.For(geometry));
        _forward.Pack(_scheduler, _weights.Values);
        _inputGradient.Pack(_scheduler, _weights.Values);
    }

    /// <summary>Output from input.</summary>
    [Benchmark]
    public void Forward() => _forward!.Run(_scheduler, _input.Values, default, _output.Span);

    /// <summary>Signal at the input from the signal at the output.</summary>
    [Benchmark]
    public void InputGradient() => _inputGradient!.Run(_scheduler, _outputSignal.Values, _inputSignal.Span);

    /// <summary>Gradient to the weights.</summary>
    [Benchmark]
    public void WeightGradient() => _weightGradient!.Run(_scheduler, _input.Values, _outputSignal.Values, _gradient.Span);

    private static ConvolutionGeometry Geometry(Shape input, int outputs, int kernel, int stride = 1, int padding = 0, int groups = 1) =>
        new(input, outputs, kernel, kernel, stride, stride, padding, padding, padding, padding, 1, 1, groups);
}
