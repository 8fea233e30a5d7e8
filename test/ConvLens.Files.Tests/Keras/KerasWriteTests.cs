using ConvLens.Compute.Tensors;
using ConvLens.Files.Hdf5;
using ConvLens.Files.Keras;
using ConvLens.Files.Weights;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Layers;
using ConvLens.Networks.Layers.Geometry;
using ConvLens.Networks.Layers.Normalization;
using ConvLens.Networks.Parameters;
using ConvLens.Networks.Zoo;
using static ConvLens.Files.Tests.Keras.KerasFixture;

namespace ConvLens.Files.Tests.Keras;

public sealed class KerasWriteTests
{
    [Fact]
    public void LeNet_5_comes_back_by_its_names_and_as_a_model_of_Keras()
    {
        Network network = LeNet5.Create();
        ParameterSet parameters = ParameterSet.Initialize(network, 5);
        byte[] file = Write(network, parameters);
        Assert.Equal(file, Write(network, parameters));
        AssertSame(parameters, WeightsReader.Read(new MemoryStream(file), "w.h5", network));
        string json = Sequential(
            Layer("Conv2D", "conv1", "\"batch_input_shape\":[null,28,28,1],\"filters\":6,\"kernel_size\":[5,5],\"padding\":\"same\",\"activation\":\"relu\""),
            Layer("MaxPooling2D", "pool1", "\"pool_size\":[2,2],\"strides\":[2,2]"),
            Layer("Conv2D", "conv2", "\"filters\":16,\"kernel_size\":[5,5],\"activation\":\"relu\""),
            Layer("MaxPooling2D", "pool2", "\"pool_size\":[2,2],\"strides\":[2,2]"),
            Layer("Flatten", "flatten"),
            Layer("Dense", "fc1", "\"units\":120,\"activation\":\"relu\""),
            Layer("Dense", "fc2", "\"units\":84,\"activation\":\"relu\""),
            Layer("Dense", "fc3", "\"units\":10,\"activation\":\"softmax\""));
        AssertSame(parameters, KerasModelFile.Read(new MemoryStream(file), "w.h5", json).Parameters);
    }

    [Fact]
    public void Numbers_stand_where_Keras_has_them()
    {
        Network network = new NetworkBuilder("net").AddInput("x", [1, 4, 6, 6])
            .Add("block/conv", new Convolution(6, new Extent(3, 2)) { Bias = false }).Add("dw", new Convolution(12, new Extent(1, 2)) { Groups = 6 }).Add("grouped", new Convolution(4, 1) { Groups = 2 })
            .Add("up", new TransposedConvolution(3, new Extent(2, 1))).Add("bn", new BatchNormalization()).Add("flat", new Flatten()).Add("relu", new Relu()).Add("norm", new BatchNormalization()).Add("fc", new Dense(7)).Build();
        ParameterSet p = Distinct(network);
        byte[] bytes = Write(network, p);
        AssertSame(p, WeightsReader.Read(new MemoryStream(bytes), "w.h5", network));

        Hdf5Group root = Hdf5File.Open(new MemoryStream(bytes), "w.h5").Root;
        Assert.Equal(["block/conv", "dw", "grouped", "up", "bn", "norm", "fc"], root.Attributes["layer_names"].Texts());
        Assert.Equal(("tensorflow", "2.15.0"), (root.Attributes["backend"].Text(), root.Attributes["keras_version"].Text()));
        Assert.Equal(["bn/gamma:0", "bn/beta:0", "bn/moving_mean:0", "bn/moving_variance:0"], root.Group("bn").Attributes["weight_names"].Texts());
        // conv [3, 2, 4, 6] at [2, 1, 3, 4]; dw [1, 2, 6, 2] at [0, 1, 5, 0]; grouped [1, 1, 6 / 2, 4]; up [2, 1, 3, 4] at [1, 0, 2, 3].
        Assert.Equal(p["block/conv.weight"][4, 3, 2, 1], At(root, "block/conv/block/conv/kernel:0", [3, 2, 4, 6], 2, 1, 3, 4));
        Assert.Equal(p["dw.weight"][10, 0, 0, 1], At(root, "dw/dw/depthwise_kernel:0", [1, 2, 6, 2], 0, 1, 5, 0));
        Assert.Equal(p["grouped.weight"][3, 5, 0, 0], At(root, "grouped/grouped/kernel:0", [1, 1, 6, 4], 0, 0, 5, 3));
        Assert.Equal(p["up.weight"][3, 2, 1, 0], At(root, "up/up/kernel:0", [2, 1, 3, 4], 1, 0, 2, 3));
        // Channel 2 at row 4 and column 3 of 3 maps of 5 × 4: ours is 2 · 20 + 4 · 4 + 3, Keras' (4 · 4 + 3) · 3 + 2.
        Assert.Equal([3, 5, 4], network.Shapes[network["bn"].Index].Skip(1));
        Assert.Equal(p["norm.running_var"].Values[59], At(root, "norm/norm/moving_variance:0", [60], 59));
        Assert.Equal(p["norm.weight"].Values[40 + 11], At(root, "norm/norm/gamma:0", [60], (11 * 3) + 2));
        Assert.Equal(p["fc.weight"][6, 40 + 11], At(root, "fc/fc/kernel:0", [60, 7], (11 * 3) + 2, 6));
        Assert.Equal(p["fc.bias"].Values[5], At(root, "fc/fc/bias:0", [7], 5));
    }

    [Fact]
    public void Volumes_come_back()
    {
        Network network = new NetworkBuilder("net").AddInput("x", [1, 2, 4, 4, 4])
            .Add("conv", new VolumeConvolution(3, [2, 3, 1])).Add("up", new VolumeTransposedConvolution(5, [1, 2, 2])).Add("flat", new Flatten()).Add("fc", new Dense(300)).Build();
        ParameterSet p = Distinct(network);
        byte[] bytes = Write(network, p);
        AssertSame(p, WeightsReader.Read(new MemoryStream(bytes), "w.h5", network));
        Hdf5Group root = Hdf5File.Open(new MemoryStream(bytes), "w.h5").Root;
        // Ours at [2, 1, 1, 2, 0] of [3, 2, 2, 3, 1].
        Assert.Equal(p["conv.weight"].Values[(((2 * 2) + 1) * 6) + 5], At(root, "conv/conv/kernel:0", [2, 3, 1, 2, 3], 1, 2, 0, 1, 2));
    }

    /// <summary>PyTorch's ONNX files name their nodes so; in HDF5 such a path goes from the root, for Keras too.</summary>
    [Fact]
    public void Names_that_begin_with_a_slash_come_back()
    {
        Network network = new NetworkBuilder("net").AddInput("x", [1, 4, 6, 6]).Add("/a/conv", new Convolution(2, 1)).Add("/conv", new Convolution(3, 1)).Build();
        ParameterSet p = Distinct(network);
        byte[] bytes = Write(network, p);
        AssertSame(p, WeightsReader.Read(new MemoryStream(bytes), "w.h5", network));
        Hdf5Group root = Hdf5File.Open(new MemoryStream(bytes), "w.h5").Root;
        Assert.Equal(["/a/conv", "/conv"], root.Attributes["layer_names"].Texts());
        Assert.Equal(["/a/conv/kernel:0", "/a/conv/bias:0"], root.Group("a/conv").Attributes["weight_names"].Texts());
        Assert.Equal(p["/a/conv.weight"][1, 3, 0, 0], At(root, "a/conv/kernel:0", [1, 1, 4, 2], 0, 0, 3, 1));
    }

    [Fact]
    public void What_Keras_has_no_place_for_is_refused()
    {
        Network Net(string node, Layer layer) => new NetworkBuilder("net").AddInput("x", [1, 4, 6, 6]).Add(node, layer).Build();
        Assert.Equal(
            "w.h5: Keras has a place for the parameters of convolutions, dense layers and batch normalizations, found 'weight' of node 'gn' (group_normalization)",
            Refusal(Net("gn", new GroupNormalization(2))));
        Assert.EndsWith("found 'weight' of node 'up' (transposed_convolution), which has groups", Refusal(Net("up", new TransposedConvolution(4, 2) { Groups = 2 })), StringComparison.Ordinal);
        Assert.Equal("w.h5: the names of Keras' layers must differ in more than slashes, found '/'", Refusal(Net("/", new Convolution(2, 1))));
        Network mixed = new NetworkBuilder("net").AddInput("x", [1, 4, 6, 6]).Add("flat", new Flatten(), "x").Add("mean", new GlobalAveragePooling(), "x").Add("means", new Flatten(), "mean")
            .Add("join", new Concatenation(), "flat", "means").Add("fc", new Dense(3), "join").Build();
        Assert.Equal("w.h5: the input of node 'fc' (dense) must be maps flattened at once, so that its weights can be put in Keras' order, found flattened maps beside other numbers", Refusal(mixed));
    }

    private static byte[] Write(Network network, ParameterSet parameters)
    {
        using MemoryStream stream = new();
        KerasWeightsFile.Write(stream, "w.h5", network, parameters);
        return stream.ToArray();
    }

    private static string Refusal(Network network) => Assert.Throws<FileFormatException>(() => Write(network, ParameterSet.Initialize(network, 1))).Message;

    /// <summary>Every number of every parameter is another one.</summary>
    private static ParameterSet Distinct(Network network)
    {
        int next = 0;
        return new(network.Parameters.Select(parameter => KeyValuePair.Create(parameter.Name, Tensor.FromLogical(parameter.Spec.Shape, [.. Enumerable.Range(0, parameter.Spec.Shape.Length).Select(_ => (float)++next)]))));
    }

    private static float At(Hdf5Group root, string path, int[] extents, params int[] index)
    {
        Hdf5Dataset dataset = root.Dataset(path);
        Assert.Equal(extents.Select(extent => (long)extent), dataset.Extents);
        return dataset.ReadAll()[extents.Zip(index).Aggregate(0, (sum, axis) => (sum * axis.First) + axis.Second)];
    }

    private static void AssertSame(ParameterSet expected, ParameterSet found)
    {
        Assert.Equal(expected.Keys, found.Keys);
        Assert.All(expected, pair =>
        {
            Assert.Equal(pair.Value.Shape, found[pair.Key].Shape);
            Assert.Equal(pair.Value.ToLogical(), found[pair.Key].ToLogical());
        });
    }
}
