using ConvLens.Files.Onnx;
using ConvLens.Files.Onnx.Wire;
using ConvLens.Testing;
using ConvLens.Testing.Fuzzing;
using Attribute = ConvLens.Files.Onnx.Export.Attribute;

namespace ConvLens.Files.Tests.Onnx;

/// <summary>Damaged and malicious models end in one sentence.</summary>
public class HostileModelTests
{
    [Fact]
    public void Damaged_copies_end_in_a_sentence_or_load()
    {
        byte[] good = Small().ToArray();
        int refused = MutationFuzzer.Run<FileFormatException>(good, "onnx", stream => OnnxModel.Load(stream, "x.onnx"));
        Assert.True(refused > MutationFuzzer.Count / 2, $"{refused} copies were refused");
    }

    [Fact]
    public void A_node_that_reads_what_comes_later_is_refused() =>
        Says("it reads 'b', which must be an input or made by a node before it, found neither", new ModelBytes().Input("x", 1, 4).Node("Relu", "b", "a").Node("Relu", "x", "b").Output("a"));

    [Fact]
    public void A_circle_is_refused() => Says("it reads 'b'", new ModelBytes().Input("x", 1, 4).Node("Add", "x b", "a").Node("Relu", "a", "b").Output("b"));

    [Fact]
    public void A_name_made_twice_is_refused() => Says("every name may be made once, found another 'y'", new ModelBytes().Input("x", 1, 4).Node("Relu", "x", "y").Node("Tanh", "x", "y").Output("y"));

    [Fact]
    public void An_output_that_nobody_makes_is_refused() => Says("output 'z' must be made by a node", new ModelBytes().Input("x", 1, 4).Node("Relu", "x", "y").Output("z"));

    [Fact]
    public void Extents_below_one_are_refused() => Says("the extents of input 'x' must lie between 1 and 2³¹ − 1, found -3 at axis 1", new ModelBytes().Input("x", 1, -3).Node("Relu", "x", "y").Output("y"));

    [Fact]
    public void A_huge_input_is_refused_before_memory_is_taken() => Says("input 'x' must fit a tensor", new ModelBytes().Input("x", 1, 1 << 20, 1 << 20).Node("Relu", "x", "y").Output("y"));

    [Fact]
    public void An_open_extent_is_named() =>
        Says("the shape of input 'x' must be given to open this model, for its axis 2 ('height') is open", new ModelBytes().Input("x", "batch", 3, "height", 8).Node("Relu", "x", "y").Output("y"));

    [Fact]
    public void A_tensor_with_fewer_bytes_than_its_shape_is_refused() =>
        Says("tensor 'w' is float 1000000×1000 (4000000000 bytes), found 4 bytes of data", new ModelBytes().Input("x", 1, 4).Tensor(new WireMessage().Integers(1, [1_000_000, 1000]).Integer(2, 1).Text(8, "w").Bytes(9, [0, 0, 0, 0])).Node("Add", "x w", "y").Output("y"));

    [Fact]
    public void Extents_whose_product_overflows_are_refused() =>
        Says("tensor 'w' is float", new ModelBytes().Input("x", 1, 4).Tensor(new WireMessage().Integers(1, [int.MaxValue, int.MaxValue, int.MaxValue, 4]).Integer(2, 1).Text(8, "w").Bytes(9, [])).Node("Add", "x w", "y").Output("y"));

    [Fact]
    public void All_missing_operators_are_named_together()
    {
        string message = new ModelBytes().Input("x", 1, 4).Node("first", "Fourier", "x", "a").Node("second", "Det", "a", "b").Node("third", "Relu", "x", "c", Attribute.Of("extra", 1L)).Node("fourth", "Tanh", "b", "y").Output("y").Refused().Message;
        Assert.Equal("small.onnx: every operator must be one that ConvLens has, found the operator of node 'first' (Fourier, opset 13); the operator of node 'second' (Det, opset 13); the attribute 'extra' of node 'third' (Relu, opset 13)", message);
    }

    [Theory]
    [InlineData("../secret.bin")]
    [InlineData("/etc/passwd")]
    [InlineData("a/../../b.bin")]
    [InlineData("C:\\weights.bin")]
    public void Tensors_outside_the_folder_are_refused(string location)
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder["model.onnx"], External(location).ToArray());
        Assert.Contains("must lie in the model's folder", Assert.Throws<FileFormatException>(() => OnnxModel.Load(folder["model.onnx"])).Message);
    }

    [Fact]
    public void A_link_out_of_the_folder_is_refused()
    {
        using TemporaryFolder folder = new(), outside = new();
        File.WriteAllBytes(outside["w.bin"], new byte[16]);
        File.CreateSymbolicLink(folder["w.bin"], outside["w.bin"]);
        File.WriteAllBytes(folder["model.onnx"], External("w.bin").ToArray());
        Assert.Contains("must lie in the model's folder", Assert.Throws<FileFormatException>(() => OnnxModel.Load(folder["model.onnx"])).Message);
    }

    [Fact]
    public void A_missing_file_of_tensors_is_named()
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder["model.onnx"], External("w.bin").ToArray());
        Assert.Contains("tensor 'w' lies in the file 'w.bin' beside the model, found no such file", Assert.Throws<FileFormatException>(() => OnnxModel.Load(folder["model.onnx"])).Message);
    }

    [Fact]
    public void Messages_a_thousand_deep_are_refused()
    {
        WireMessage deep = new();
        for (int i = 0; i < 1000; i++) deep = new WireMessage().Message(1, new WireMessage().Message(5, new WireMessage().Message(6, deep)));
        using MemoryStream stream = new();
        new WireMessage().Message(7, deep).WriteTo(stream);
        stream.Position = 0;
        Assert.Throws<FileFormatException>(() => OnnxModel.Load(stream, "deep.onnx"));
    }

    [Fact]
    public void A_length_beyond_the_file_is_refused()
    {
        using MemoryStream stream = new([0x3A, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F]);
        Assert.Contains("0 bytes are left, found a field of", Assert.Throws<FileFormatException>(() => OnnxModel.Load(stream, "long.onnx")).Message);
    }

    [Fact]
    public void A_constant_too_large_to_calculate_with_is_refused() =>
        Says("may hold at most", new ModelBytes().Input("x", 1, 4).Numbers("shape", 50_000, 50_000).Node("ConstantOfShape", "shape", "c").Node("Add", "x c", "y").Output("y"));

    private static ModelBytes External(string location) => new ModelBytes().Input("x", 1, 4).Tensor(
        new WireMessage().Integers(1, [4]).Integer(2, 1).Text(8, "w").Message(13, new WireMessage().Text(1, "location").Text(2, location)).Integer(14, 1)).Node("Add", "x w", "y").Output("y");

    private static ModelBytes Small() => new ModelBytes()
        .Input("x", "n", 2, 6, 6).Weight("w", Numbers.Uniform([4, 2, 3, 3], "w")).Weight("b", Numbers.Uniform([4], "b")).Weight("f", Numbers.Uniform([5, 36], "f")).Numbers("minus", -1)
        .Node("conv", "Conv", "x w b", "c", Attribute.Of("kernel_shape", [3L, 3L]), Attribute.Of("pads", [1L, 1L, 1L, 1L])).Node("Relu", "c", "r")
        .Node("MaxPool", "r", "p", Attribute.Of("kernel_shape", [2L, 2L]), Attribute.Of("strides", [2L, 2L]))
        .Node("Shape", "p", "s").Numbers("zero", 0).Node("Gather", "s zero", "n").Node("Concat", "n minus", "t", Attribute.Of("axis", 0L)).Node("Reshape", "p t", "flat")
        .Node("Gemm", "flat f", "g", Attribute.Of("transB", 1L)).Node("Softmax", "g", "y", Attribute.Of("axis", 1L)).Output("y");

    private static void Says(string sentence, ModelBytes model) => Assert.Contains(sentence, model.Refused().Message, StringComparison.Ordinal);
}
