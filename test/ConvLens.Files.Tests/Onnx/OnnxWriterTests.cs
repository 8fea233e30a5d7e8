using ConvLens.Compute.Tensors;
using ConvLens.Files.Onnx;
using ConvLens.Networks.Execution;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Layers;
using ConvLens.Networks.Layers.Activations;
using ConvLens.Networks.Layers.Arithmetic;
using ConvLens.Networks.Layers.Geometry;
using ConvLens.Networks.Layers.Normalization;
using ConvLens.Networks.Layers.Products;
using ConvLens.Networks.Layers.Reductions;
using ConvLens.Networks.Layers.Shaping;
using ConvLens.Networks.Parameters;
using ConvLens.Networks.Zoo;
using ConvLens.Testing;

namespace ConvLens.Files.Tests.Onnx;

/// <summary>What is written reads back as a network that computes the same.</summary>
public class OnnxWriterTests
{
    private const int Batch = 2;

    /// <summary>Layers of one input [N, 4, 6, 6].</summary>
    public static TheoryData<string, Layer> Unary
    {
        get
        {
            TheoryData<string, Layer> data = [];
            foreach (Layer layer in new Layer[]
            {
                new Convolution(6, 3) { Padding = new(1, 0, 2, 1), Stride = new(2, 1), Groups = 2 }, new Convolution(3, new Extent(2, 3)) { Bias = false, Dilation = 2 },
                new MaxPooling(3) { Stride = 2, Padding = 1, RoundUp = true }, new MaxPooling(2) { Dilation = 2, Stride = 1 }, new AveragePooling(3) { Stride = 2, Padding = 1 }, new AveragePooling(2) { Dilation = 2, CountPadding = false },
                new GlobalAveragePooling(), new BatchNormalization { Epsilon = 1e-3f }, new BatchNormalization { Axis = NormalizationAxis.Column }, new Flatten(), new Dropout(0.25f),
                new Softmax(), new Softmax { Axis = 1, Coerce = true }, new LogSoftmax { Axis = -1 }, new Relu(), new LeakyRelu(0.1f), new Relu6(), new Sigmoid(), new Networks.Layers.Tanh(),
                new Elu(0.7f), new Selu(), new Celu(1.3f), new Gelu(), new Gelu(Tanh: true), new HardSigmoid(), new HardSwish(), new Mish(), new Softplus(), new Softsign(), new Swish(1.5f), new ThresholdedRelu(0.2f),
                new Clip(-0.4f, 0.3f), new Clip(Min: -0.1f), new Erf(), new Exponential(), new AbsoluteValue(), new Negation(), new Floor(), new Ceiling(), new Round(), new Not(),
                new Reduction(ReductionKind.Sum, [1]), new Reduction(ReductionKind.Mean, [2, 3]) { KeepAxes = false }, new Reduction(ReductionKind.Max, [-1]), new Reduction(ReductionKind.Min, [1, 2]), new Reduction(ReductionKind.L2, [1, 2, 3]),
                new ArgMax(1), new GlobalMaxPooling(), new GlobalLpPooling(3), new LpNormalization(2, 1),
                new InstanceNormalization(), new GroupNormalization(2), new LayerNormalization(2), new LocalResponseNormalization(3, Alpha: 0.1f),
                new Reshape([0, 2, -1]), new Reshape([1, 8, 18]) { KeepBatch = true }, new Transpose([0, 2, 3, 1]), new Expand([3, 1, 4, 1, 1]), new Tile([1, 2, 1, 3]),
                new Slice([1, 5], [4, long.MinValue], [1, 3], [2, -2]), new Gather([2, 0, 3, -1], [2, 2], 1), new Gather([1], [], 2),
                new Pad([0, 0, 1, 2], [0, 1, 0, 1]) { Value = 0.5f }, new Pad([0, 0, 2, 1], [0, 0, 1, 2]) { Mode = PadMode.Reflect }, new Pad([0, 0, 2, 1], [0, 0, 1, 2]) { Mode = PadMode.Edge }, new Pad([0, 0, 2, 1], [0, 0, 1, 2]) { Mode = PadMode.Wrap },
                new DepthToSpace(2), new DepthToSpace(2) { Mode = DepthToSpaceMode.ColumnRowDepth }, new SpaceToDepth(3),
                new TransposedConvolution(4, 3) { Stride = 2, Padding = new(1, 0, 1, 2), OutputPadding = 1, Groups = 2 }, new LpPooling(2, [2, 2]) { Stride = [1, 2] }, new MaxPoolingIndices([2, 2]) { Stride = [2, 2] },
                new Resize(Interpolation.Nearest) { Scales = [1, 1, 2, 2] }, new Resize(Interpolation.Linear) { Axes = [2, 3], Sizes = [9, 4] }, new Resize(Interpolation.Cubic) { Axes = [2, 3], Scales = [1.5f, 0.6f], Antialias = true },
            }) data.Add($"{layer}", layer);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Unary), DisableDiscoveryEnumeration = true)]
    public void Layers_of_one_input_return(string name, Layer layer)
    {
        Assert.NotEmpty(name);
        Network network = new NetworkBuilder("one").AddInput("x", [1, 4, 6, 6]).Add("layer", layer).Build();
        AssertReturns(network, new(StringComparer.Ordinal) { ["x"] = Numbers.Uniform([Batch, 4, 6, 6], "x") });
    }

    [Fact]
    public void Layers_of_several_inputs_return()
    {
        NetworkBuilder builder = new NetworkBuilder("several").AddInput("x", [1, 4, 6, 6]).AddInput("y", [1, 4, 6, 6]).Add("constant", new Constant([4, 1, 1]));
        (string Name, Layer Layer)[] pairs =
        [
            ("sum", new Addition()), ("difference", new Subtraction()), ("product", new Multiplication()), ("quotient", new Division()), ("least", new Minimum()), ("most", new Maximum()), ("mean", new Average()),
            ("equal", new Equality()), ("more", new GreaterThan()), ("less", new LessThan()), ("joined", new Concatenation { Axis = 2 }), ("slope", new PRelu()), ("matrix", new MatrixMultiplication()),
        ];
        foreach ((string name, Layer layer) in pairs) builder.Add(name, layer, "x", "y");
        builder.Add("power", new Exponentiation(), "x", "equal").Add("shifted", new Addition(), "x", "constant").Add("three", new Addition(), "x", "y", "constant").Add("chosen", new Selection(), "more", "x", "y")
            .Add("where", new MaxPoolingIndices([2, 2]), "x").Add("pool", new MaxPooling(2), "x").Add("back", new MaxUnpooling([6, 6]), "pool", "where").Add("bigger", new MaxUnpooling([6, 6]) { Output = [8, 7] }, "pool", "where")
            .Add("a", new Reshape([0, -1]), "x").Add("b", new Reshape([0, -1]), "y").Add("gemm", new GeneralProduct { Alpha = 0.5f, Beta = 2, TransposeB = true }, "a", "b");
        string[] outputs = [.. pairs.Select(pair => pair.Name), "power", "shifted", "three", "chosen", "back", "bigger", "gemm"];
        AssertReturns(builder.Build(outputs), new(StringComparer.Ordinal) { ["x"] = Numbers.Uniform([Batch, 4, 6, 6], "x"), ["y"] = Numbers.Uniform([Batch, 4, 6, 6], "y") });
    }

    [Fact]
    public void Volumes_return()
    {
        NetworkBuilder builder = new NetworkBuilder("volumes").AddInput("x", [1, 2, 4, 5, 6]).Add("conv", new VolumeConvolution(3, [3, 2, 3]) { Before = [1, 0, 1], After = [1, 1, 0], Stride = [1, 2, 1] })
            .Add("up", new VolumeTransposedConvolution(2, [2, 2, 2]) { Stride = [2, 1, 2], OutputPadding = [1, 0, 0] }).Add("max", new VolumeMaxPooling([2, 2, 2]) { RoundUp = true }).Add("mean", new VolumeAveragePooling([2, 1, 2]) { Stride = [1, 1, 1] });
        AssertReturns(builder.Build(), new(StringComparer.Ordinal) { ["x"] = Numbers.Uniform([Batch, 2, 4, 5, 6], "x") });
    }

    [Fact]
    public void Zoo_networks_return_with_their_names()
    {
        foreach (Network network in new[] { LeNet5.Create(), DemoNet.Create() })
        {
            Network read = AssertReturns(network, network.Inputs.ToDictionary(node => node.Name, node => Numbers.Uniform(network.Shapes[node.Index].WithN(Batch), "zoo"), StringComparer.Ordinal));
            Assert.Equal(network.Nodes.Select(node => (node.Name, node.Layer)).Where(node => node.Layer is not Input), read.Nodes.Select(node => (node.Name, node.Layer)).Where(node => node.Layer is not Input));
        }
    }

    [Fact]
    public void Large_weights_lie_beside_the_model()
    {
        using TemporaryFolder folder = new();
        Network network = LeNet5.Create();
        ParameterSet parameters = ParameterSet.Initialize(network, 1);
        OnnxWriter.Write(folder["m.onnx"], network, parameters, apart: true);
        Assert.Equal(parameters.Values.Sum(tensor => (long)tensor.Length) * sizeof(float), new FileInfo(folder["m.onnx.data"]).Length);
        OnnxModel read = OnnxModel.Load(folder["m.onnx"]);
        foreach ((string name, Tensor tensor) in parameters) Assert.Equal(tensor.Values, read.Parameters[name].Values);
    }

    [Fact]
    public void A_layer_without_an_operator_is_named()
    {
        using TemporaryFolder folder = new();
        Network network = new NetworkBuilder("n").AddInput("x", [1, 3]).Add("relu", new Relu()).Build();
        Assert.Throws<NetworkException>(() => OnnxWriter.Write(folder["m.onnx"], network, new ParameterSet([new("left.over", new Tensor([1]))])));
        Assert.False(File.Exists(folder["m.onnx"]));
    }

    private static Network AssertReturns(Network network, Dictionary<string, Tensor> inputs)
    {
        using TemporaryFolder folder = new();
        ParameterSet parameters = Scattered(network);
        OnnxWriter.Write(folder["m.onnx"], network, parameters);
        OnnxModel read = OnnxModel.Load(folder["m.onnx"]);
        Assert.True(read.FollowsBatch);
        Trace expected = new Executor(network, Batch, Schedulers.One).Forward(parameters, inputs), found = new Executor(read.Network, Batch, Schedulers.One).Forward(read.Parameters, inputs);
        foreach ((Node node, (string output, string source)) in network.Outputs.Zip(read.Outputs))
        {
            Assert.Equal(node.Name, output);
            Assert.Equal(expected[node].Shape, found[source].Shape);
            float[] want = expected[node].ToLogical(), have = found[source].ToLogical();
            for (int i = 0; i < want.Length; i++) Assert.True(want[i].Equals(have[i]) || MathF.Abs(want[i] - have[i]) <= 1e-6f * MathF.Max(1, MathF.Abs(want[i])), $"element {i} of {node} is {have[i]}, expected {want[i]}");
        }

        return read.Network;
    }

    // Statistics and factors that are all alike would hide an exchange; variances stay positive.
    private static ParameterSet Scattered(Network network) => new(network.Parameters.Select(parameter =>
        KeyValuePair.Create(parameter.Name, Numbers.Uniform(parameter.Spec.Shape, parameter.Name, parameter.Name.EndsWith("running_var", StringComparison.Ordinal) ? 0.5f : -1))));
}
