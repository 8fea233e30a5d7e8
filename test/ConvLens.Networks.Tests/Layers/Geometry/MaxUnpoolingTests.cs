using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Layers;
using ConvLens.Networks.Layers.Geometry;
using ConvLens.Testing;
using ConvLens.Testing.Gradients;
using ConvLens.Testing.Networks;

namespace ConvLens.Networks.Tests.Layers.Geometry;

public sealed class MaxUnpoolingTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Undoes_a_pooling_of_maps(bool larger)
    {
        Network network = new NetworkBuilder("maps").AddInput("input", [1, 3, 4, 6]).Add("pool", new MaxPooling(2)).Add("indices", new MaxPoolingIndices([2, 2]), "input")
            .Add("layer", new MaxUnpooling([4, 6]) { Output = larger ? [5, 7] : default }, "pool", "indices").Build("layer", "indices");
        GradientCheck.AssertHolds(network, new([]), TinyNetworks.Inputs(network, 2), 2e-6);
    }

    [Fact]
    public void Undoes_a_pooling_of_volumes()
    {
        Network network = new NetworkBuilder("volumes").AddInput("input", [1, 3, 4, 2, 4]).Add("pool", new VolumeMaxPooling([2, 2, 2])).Add("indices", new MaxPoolingIndices([2, 2, 2]), "input")
            .Add("layer", new MaxUnpooling([4, 2, 4]), "pool", "indices").Build("layer", "indices");
        GradientCheck.AssertHolds(network, new([]), TinyNetworks.Inputs(network, 2), 2e-6);
    }

    [Fact]
    public void Columns_can_be_counted_first()
    {
        Network network = new NetworkBuilder("columns").AddInput("input", [1, 2, 5, 5]).Add("layer", new MaxPoolingIndices([2, 2]) { ColumnMajor = true }).Build();
        GradientCheck.AssertHolds(network, new([]), TinyNetworks.Inputs(network, 2), 0);
        // ONNX's example: 1 … 25 row by row, 2×2 windows.
        Network example = new NetworkBuilder("example").AddInput("input", [1, 1, 5, 5]).Add("layer", new MaxPoolingIndices([2, 2]) { ColumnMajor = true }).Build();
        Assert.Equal([6, 16, 8, 18], new Executor(example, 1, Schedulers.One).Forward(new([]), Tensor.FromLogical([1, 1, 5, 5], [.. Enumerable.Range(1, 25)]))["layer"].ToLogical());
    }

    // ONNX's example with a larger output: indices count in the 4×4 that were pooled.
    [Fact]
    public void A_larger_output_holds_what_was_pooled_in_its_corner()
    {
        Tensor output = Run([5, 7, 13, 15]);
        Assert.Equal([0, 0, 0, 0, 0, 0, 5, 0, 6, 0, 0, 0, 0, 0, 0, 0, 7, 0, 8, 0, 0, 0, 0, 0, 0], output.ToLogical());
    }

    [Theory]
    [InlineData(16f)]
    [InlineData(-1f)]
    [InlineData(2.5f)]
    [InlineData(float.NaN)]
    public void Indices_outside_are_refused(float index)
    {
        NetworkException error = Assert.Throws<NetworkException>(() => Run([5, 7, 13, index]));
        Assert.Equal($"node 'layer' got the index {index}, expected a whole number below 16", error.Message);
    }

    private static Tensor Run(float[] indices)
    {
        Network network = new NetworkBuilder("n").AddInput("x", [1, 1, 2, 2]).AddInput("i", [1, 1, 2, 2]).Add("layer", new MaxUnpooling([4, 4]) { Output = [5, 5] }, "x", "i").Build();
        Dictionary<string, Tensor> inputs = new() { ["x"] = Tensor.FromLogical([1, 1, 2, 2], [5, 6, 7, 8]), ["i"] = Tensor.FromLogical([1, 1, 2, 2], indices) };
        return new Executor(network, 1, Schedulers.One).Forward(new([]), inputs)["layer"];
    }
}
