using ConvLens.Compute.Tensors;
using ConvLens.Insight.Objectives;
using ConvLens.Networks.Execution;
using ConvLens.Networks.Graph;
using ConvLens.Testing;

namespace ConvLens.Insight.Tests.Objectives;

public sealed class ChannelMeanTests
{
    [Fact]
    public void Reads_one_map_of_every_sample()
    {
        Network network = new NetworkBuilder("maps").AddInput("x", [1, 2, 2, 2]).Build();
        Executor executor = new(network, 2, Schedulers.One);
        Trace trace = executor.Forward(new([]), Tensor.FromLogical([2, 2, 2, 2], [1, 2, 3, 4, 10, 20, 30, 60, 5, 6, 7, 8, 1, 1, 1, 1]));
        ChannelMean objective = new("x", 1);
        Assert.Equal("mean of x:1", objective.Name);
        Assert.Equal(15.5, objective.Value(trace));
        Assert.Equal([0, 0, 0, 0, .125f, .125f, .125f, .125f, 0, 0, 0, 0, .125f, .125f, .125f, .125f], executor.Backward(trace, objective)["x"].ToLogical());
        Assert.Equal("channel x:2 does not exist in activations of 2×2×2×2", Assert.Throws<NetworkException>(() => executor.Backward(trace, new ChannelMean("x", 2))).Message);
    }
}
