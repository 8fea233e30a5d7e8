using ConvLens.Networks.Graph;
using ConvLens.Networks.Layers;
using ConvLens.Networks.Layers.Arithmetic;

namespace ConvLens.Networks.Tests.Graph;

public sealed class NetworkBuilderTests
{
    [Fact]
    public void A_layer_without_names_reads_the_node_before_it()
    {
        Network network = new NetworkBuilder("n").AddInput("a", [1, 2]).Add("b", new Relu()).Add("c", new Subtraction(), "a", "b").Build();
        Assert.Equal([0], network["b"].Inputs);
        Assert.Equal([0, 1], network["c"].Inputs);
        Assert.Equal(["c"], network.Outputs.Select(node => node.Name));
        Assert.Equal(["a"], network.Inputs.Select(node => node.Name));
    }

    [Fact]
    public void What_does_not_exist_yet_cannot_be_read()
    {
        NetworkException error = Assert.Throws<NetworkException>(() => new NetworkBuilder("n").AddInput("a", [1, 2]).Add("b", new Relu(), "c"));
        Assert.Equal("node 'b' (relu) reads 'c', which is not a node before it", error.Message);
        error = Assert.Throws<NetworkException>(() => new NetworkBuilder("n").Add("b", new Relu()));
        Assert.Equal("node 'b' (relu) has nothing to read: add an input first", error.Message);
    }

    [Fact]
    public void Names_are_unique()
    {
        NetworkException error = Assert.Throws<NetworkException>(() => new NetworkBuilder("n").AddInput("a", [1, 2]).Add("a", new Relu()));
        Assert.Equal("network 'n' has two nodes named 'a'", error.Message);
    }

    [Fact]
    public void Layers_say_how_many_inputs_they_take()
    {
        NetworkException error = Assert.Throws<NetworkException>(() => new NetworkBuilder("n").AddInput("a", [1, 2]).Add("b", new Subtraction(), "a"));
        Assert.Equal("node 'b' (subtraction) takes 2 inputs, found 1", error.Message);
        error = Assert.Throws<NetworkException>(() => new NetworkBuilder("n").AddInput("a", [1, 2]).Add("b", new Relu(), "a", "a"));
        Assert.Equal("node 'b' (relu) takes 1 inputs, found 2", error.Message);
    }

    [Fact]
    public void Outputs_must_be_nodes()
    {
        Assert.Throws<NetworkException>(() => new NetworkBuilder("n").AddInput("a", [1, 2]).Build("b"));
        Assert.Throws<NetworkException>(() => new NetworkBuilder("n").Build());
    }
}
