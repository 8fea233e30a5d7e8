using ConvLens.Compute.Tensors;
using ConvLens.Files.Keras;
using ConvLens.Files.Weights;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Layers;

namespace ConvLens.Files.Tests.Keras;

public sealed class KerasWeightsTests
{
    [Fact]
    public void Names_and_orders_become_ours()
    {
        KerasFixture file = new();
        float[] kernel = file.Add("conv", "kernel", 2, 3, 4, 5), bias = file.Add("conv", "bias", 5), depthwise = file.Add("sep", "depthwise_kernel", 2, 2, 3, 2);
        file.Add("sep", "pointwise_kernel", 1, 1, 6, 4);
        file.Add("sep", "bias", 4);
        file.Add("bn", "gamma", 4);
        file.Add("bn", "beta", 4);
        file.Add("bn", "moving_mean", 4);
        file.Add("bn", "moving_variance", 4);
        float[] dense = file.Add("fc", "kernel", 3, 7), volume = file.Add("c3", "kernel", 2, 1, 2, 3, 2);
        IReadOnlyDictionary<string, Tensor> found = Read(file.ToFile(), "w.h5");
        Assert.Equal(["conv.weight", "conv.bias", "sep.depthwise.weight", "sep.pointwise.weight", "sep.pointwise.bias", "bn.weight", "bn.bias", "bn.running_mean", "bn.running_var", "fc.weight", "c3.weight"], found.Keys);
        Assert.Equal(new Shape(5, 4, 2, 3), found["conv.weight"].Shape);
        Assert.Equal(kernel[((((1 * 3) + 2) * 4) + 3) * 5 + 4], found["conv.weight"][4, 3, 1, 2]);
        Assert.Equal(kernel[((((0 * 3) + 1) * 4) + 2) * 5 + 1], found["conv.weight"][1, 2, 0, 1]);
        Assert.Equal(bias, found["conv.bias"].ToLogical());
        Assert.Equal(new Shape(6, 1, 2, 2), found["sep.depthwise.weight"].Shape);
        Assert.Equal(depthwise[((((1 * 2) + 0) * 3) + 2) * 2 + 1], found["sep.depthwise.weight"][5, 0, 1, 0]);
        Assert.Equal(new Shape(4, 6, 1, 1), found["sep.pointwise.weight"].Shape);
        Assert.Equal(dense[(2 * 7) + 4], found["fc.weight"][4, 2]);
        Assert.Equal(new Shape(2, 3, 2, 1, 2), found["c3.weight"].Shape);
        // [d, h, w, i, o] = [1, 0, 1, 2, 0] stands at [0, 2, 1, 0, 1].
        Assert.Equal(volume[((((((1 * 1) + 0) * 2) + 1) * 3) + 2) * 2], found["c3.weight"].ToLogical()[((((0 * 3) + 2) * 2) + 1) * 2 + 1]);
    }

    [Fact]
    public void Files_of_Keras_1_fit_a_network_by_their_names()
    {
        KerasFixture file = new();
        float[] kernel = file.AddAs("block1_conv1", "block1_conv1_W_1:0", 3, 3, 3, 2), bias = file.AddAs("block1_conv1", "block1_conv1_b_1:0", 2);
        Network network = new NetworkBuilder("net").AddInput("x", [1, 3, 8, 8]).Add("block1_conv1", new Convolution(2, 3)).Build();
        var parameters = WeightMatching.Fit("w.h5", network, Read(file.ToFile(compressed: true), "weights"));
        Assert.Equal(kernel[(((2 * 3) + 1) * 3) * 2 + 1], parameters["block1_conv1.weight"][1, 0, 2, 1]);
        Assert.Equal(bias, parameters["block1_conv1.bias"].ToLogical());
    }

    [Fact]
    public void Files_without_Keras_lists_are_refused()
    {
        Hdf5.Hdf5Writer writer = new();
        byte[] bytes = writer.Finish(writer.Group([("x", writer.Dataset([1], [1]))]));
        Assert.Equal("w.h5: Keras' weights have an attribute 'layer_names', found none", Assert.Throws<FileFormatException>(() => Read(bytes, "w.h5")).Message);
        Assert.Contains("it holds weights alone", Assert.Throws<FileFormatException>(() => KerasModelFile.Read(new MemoryStream(bytes), "w.h5")).Message, StringComparison.Ordinal);
    }

    private static IReadOnlyDictionary<string, Tensor> Read(byte[] bytes, string name)
    {
        using MemoryStream stream = new(bytes);
        return WeightsReader.Read(stream, name);
    }
}
