using ConvLens.Compute.Tensors;
using ConvLens.Files.Onnx;
using ConvLens.Files.Onnx.Wire;
using ConvLens.Files.Weights;
using ConvLens.Networks.Execution;
using ConvLens.Networks.Layers;
using ConvLens.Networks.Layers.Shaping;
using ConvLens.Testing;
using Attribute = ConvLens.Files.Onnx.Export.Attribute;

namespace ConvLens.Files.Tests.Onnx;

/// <summary>Models of a few nodes, put together by hand.</summary>
public class SmallModelTests
{
    private static readonly Tensor Picture = Numbers.Uniform([1, 2, 6, 6], "picture");

    [Fact]
    public void A_convolution_reads_its_weights_channels_last()
    {
        Tensor weight = Numbers.Uniform([3, 2, 3, 3], "w"), bias = Numbers.Uniform([3], "b");
        OnnxModel model = new ModelBytes().Input("x", "n", 2, 6, 6).Weight("w", weight).Weight("b", bias).Node("first", "Conv", "x w b", "y", Attribute.Of("pads", [1L, 1L, 1L, 1L])).Output("y").Load();
        Assert.Equal(new Convolution(3, 3) { Padding = 1 }, model.Network["first"].Layer);
        Assert.Equal(weight.ToLogical(), model.Parameters["first.weight"].ToLogical());
        Assert.Equal(bias.ToLogical(), model.Parameters["first.bias"].ToLogical());
        Assert.Equal([("y", "first")], model.Outputs);
        Assert.True(model.FollowsBatch);
    }

    [Theory]
    [InlineData(10, "float16")]
    [InlineData(11, "double")]
    [InlineData(16, "bfloat16")]
    public void Other_precisions_are_converted(int type, string name)
    {
        float[] values = [0.5f, -2, 1.25f, 96];
        byte[] bytes = [.. values.SelectMany(value => type switch { 10 => BitConverter.GetBytes((Half)value), 11 => BitConverter.GetBytes((double)value), _ => BitConverter.GetBytes((ushort)(BitConverter.SingleToUInt32Bits(value) >> 16)) })];
        OnnxModel model = new ModelBytes().TypedInput(type, "x", 1, 4).Tensor(new WireMessage().Integers(1, [4]).Integer(2, type).Text(8, "w").Bytes(9, bytes)).Node("Add", "x w", "y").Output("y").Load();
        Assert.Equal(values, model.Parameters["w.value"].ToLogical());
        Assert.NotEmpty(name);
    }

    [Fact]
    public void Quantized_weights_are_what_they_stand_for()
    {
        WireMessage stored = new WireMessage().Integers(1, [2, 3]).Integer(2, 3).Text(8, "q").Bytes(9, [1, 2, 3, 0xFF, 0xFE, 0x80]);
        OnnxModel model = new ModelBytes().Input("x", "n", 3).Tensor(stored).Weight("s", Tensor.FromLogical([2], [0.5f, 2])).Node("DequantizeLinear", "q s", "w", Attribute.Of("axis", 0L))
            .Node("dense", "Gemm", "x w", "y", Attribute.Of("transB", 1L)).Output("y").Load();
        Assert.Equal([0.5f, 1, 1.5f, -2, -4, -256], model.Parameters["dense.weight"].ToLogical());
    }

    [Fact]
    public void The_second_factor_of_a_product_is_stored_transposed()
    {
        Tensor matrix = Numbers.Uniform([5, 70], "m");
        OnnxModel model = new ModelBytes().Input("x", "n", 5).Weight("m", matrix).Node("dense", "MatMul", "x m", "y").Output("y").Load();
        Tensor weight = model.Parameters["dense.weight"];
        Assert.Equal(new Dense(70) { Bias = false }, model.Network["dense"].Layer);
        for (int i = 0; i < 5; i++)
            for (int o = 0; o < 70; o++) Assert.Equal(matrix[i, o], weight[o, i]);
    }

    [Fact]
    public void A_shape_that_the_graph_calculates_follows_the_batch()
    {
        OnnxModel model = new ModelBytes().Input("x", "n", 2, 6, 6).Numbers("zero", 0).Numbers("minus", -1).Node("Shape", "x", "s").Node("Gather", "s zero", "n").Node("Concat", "n minus", "t", Attribute.Of("axis", 0L))
            .Node("flat", "Reshape", "x t", "y").Output("y").Load();
        Assert.True(model.FollowsBatch);
        Assert.Equal([3, 72], model.Network.ShapesFor(3)[model.Network["flat"].Index].AsEnumerable());
        Assert.Equal(Picture.ToLogical(), Run(model, Picture).ToLogical());
    }

    [Fact]
    public void A_channel_axis_that_swallows_the_batch_stays_right_for_any()
    {
        OnnxModel model = new ModelBytes().Input("x", "n", 2, 3, 3).Numbers("zero", 0).Numbers("one", 1).Numbers("two", 2).Numbers("rest", 3, 3).Node("Shape", "x", "s").Node("Gather", "s zero", "n").Node("Mul", "n two", "c")
            .Node("Concat", "one c rest", "t", Attribute.Of("axis", 0L)).Node("joined", "Reshape", "x t", "y").Output("y").Load();
        Assert.True(model.FollowsBatch);
        Assert.Equal([1, 10, 3, 3], model.Network.ShapesFor(5)[model.Network["joined"].Index].AsEnumerable());
    }

    [Fact]
    public void A_fixed_batch_of_one_takes_more_where_only_a_reshape_says_one()
    {
        OnnxModel model = new ModelBytes().Input("x", 1, 2, 6, 6).Numbers("t", 1, 72).Node("flat", "Reshape", "x t", "y").Output("y").Load();
        Assert.True(model.FollowsBatch);
        Assert.Equal([4, 72], model.Network.ShapesFor(4)[1].AsEnumerable());
    }

    [Fact]
    public void What_cannot_follow_the_batch_keeps_the_declared_one()
    {
        OnnxModel model = new ModelBytes().Input("x", 2, 3).Weight("w", Numbers.Uniform([2, 3], "w")).Node("Add", "x w", "y").Output("y").Load();
        Assert.False(model.FollowsBatch);
        Assert.Equal([2, 3], model.Network.ShapesFor(9)[0].AsEnumerable());
    }

    [Fact]
    public void Nodes_without_a_name_of_their_own_bear_that_of_their_output()
    {
        OnnxModel model = new ModelBytes().Input("x", 1, 4).Node("same", "Relu", "x", "a").Node("same", "Tanh", "a", "b").Node("Sigmoid", "b", "c").Node("x", "Neg", "c", "d").Output("d", "x").Load();
        Assert.Equal(["x", "a", "b", "c", "d"], model.Network.Nodes.Select(node => node.Name));
        Assert.Equal([("d", "d"), ("x", "x")], model.Outputs);
    }

    [Fact]
    public void Parts_of_a_split_are_nodes()
    {
        OnnxModel model = new ModelBytes().Input("x", "n", 2, 6, 6).Node("half", "Split", "x", "a b", Attribute.Of("axis", 1L)).Node("Sub", "a b", "y").Output("y").Load();
        Assert.IsType<Slice>(model.Network["half"].Layer);
        Assert.IsType<Slice>(model.Network["half/1"].Layer);
        Tensor found = Run(model, Picture);
        Assert.Equal(Picture[0, 0, 2, 3] - Picture[0, 1, 2, 3], found[0, 0, 2, 3]);
    }

    [Fact]
    public void Weights_that_layers_must_calculate_are_calculated_once()
    {
        Tensor v = Numbers.Uniform([3, 2, 1, 1], "v"), g = Numbers.Uniform([3, 1, 1, 1], "g");
        OnnxModel model = new ModelBytes().Input("x", "n", 2, 6, 6).Weight("v", v).Weight("g", g).Node("ReduceL2", "v", "norm", Attribute.Of("axes", [1L, 2L, 3L])).Node("Div", "v norm", "unit").Node("Mul", "unit g", "w")
            .Node("conv", "Conv", "x w", "y").Output("y").Load();
        Assert.Equal(2, model.Network.Nodes.Count);
        double norm = Math.Sqrt((v[1, 0, 0, 0] * v[1, 0, 0, 0]) + (v[1, 1, 0, 0] * v[1, 1, 0, 0]));
        Assert.Equal(v[1, 1, 0, 0] / norm * g[1, 0, 0, 0], model.Parameters["conv.weight"][1, 1, 0, 0], 6);
    }

    [Fact]
    public void A_caller_may_settle_open_extents_and_fix_inputs()
    {
        ModelBytes bytes = new ModelBytes().Input("x", "n", 2, "h", "w").Input("k", "m").Node("Mul", "x k", "y").Output("y");
        Assert.Contains("axis 2 ('h') is open", bytes.Refused().Message);
        OnnxModel model = bytes.Load(new()
        {
            Shapes = new Dictionary<string, Shape>(StringComparer.Ordinal) { ["x"] = [1, 2, 6, 6] },
            Values = new Dictionary<string, Tensor>(StringComparer.Ordinal) { ["k"] = Tensor.FromLogical([1], [3]) },
        });
        Assert.Equal(["x"], model.Network.Inputs.Select(node => node.Name));
        Assert.Equal(3 * Picture[0, 1, 5, 4], Run(model, Picture)[0, 1, 5, 4]);
    }

    [Fact]
    public void Clipping_at_zero_and_six_is_the_rectifier_of_its_name()
    {
        OnnxModel model = new ModelBytes().Input("x", "n", 4).Weight("zero", Tensor.FromLogical([1], [0])).Weight("six", Tensor.FromLogical([1], [6])).Node("a", "Clip", "x zero six", "p").Node("b", "Clip", "p zero", "y").Output("y").Load();
        Assert.IsType<Relu6>(model.Network["a"].Layer);
        Assert.IsType<Relu>(model.Network["b"].Layer);
    }

    [Fact]
    public void Tensors_may_lie_in_files_beside_the_model()
    {
        using TemporaryFolder folder = new();
        Directory.CreateDirectory(folder["weights"]);
        File.WriteAllBytes(folder["weights/w.bin"], [0, 0, 0, 0, .. BitConverter.GetBytes(1.5f), .. BitConverter.GetBytes(-2f)]);
        WireMessage stored = new WireMessage().Integers(1, [2]).Integer(2, 1).Text(8, "w").Integer(14, 1)
            .Message(13, new WireMessage().Text(1, "location").Text(2, "weights/w.bin")).Message(13, new WireMessage().Text(1, "offset").Text(2, "4")).Message(13, new WireMessage().Text(1, "length").Text(2, "8"));
        File.WriteAllBytes(folder["m.onnx"], new ModelBytes().Input("x", "n", 2).Tensor(stored).Node("Add", "x w", "y").Output("y").ToArray());
        Assert.Equal([1.5f, -2], OnnxModel.Load(folder["m.onnx"]).Parameters["w.value"].ToLogical());
    }

    [Fact]
    public void Tensors_can_be_had_without_the_graph()
    {
        Tensor weight = Numbers.Uniform([3, 2, 3, 3], "w");
        using MemoryStream stream = new(new ModelBytes().Input("x", "n", 2, 6, 6).Weight("features.0.weight", weight).Numbers("shape", 1, 2).Node("NotKnownHere", "x features.0.weight", "y").Output("y").ToArray());
        IReadOnlyDictionary<string, Tensor> found = WeightsReader.Read(stream, "some.bin");
        Assert.Equal(["features.0.weight"], found.Keys);
        Assert.Equal(weight.ToLogical(), found["features.0.weight"].ToLogical());
    }

    private static Tensor Run(OnnxModel model, Tensor input) => new Executor(model.Network, input.Shape.N, Schedulers.One).Forward(model.Parameters, input)[model.Outputs[0].Node];
}
