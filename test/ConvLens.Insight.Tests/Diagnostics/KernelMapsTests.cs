using ConvLens.Insight.Diagnostics;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Parameters;
using ConvLens.Networks.Zoo;
using ConvLens.Testing.Networks;

namespace ConvLens.Insight.Tests.Diagnostics;

public sealed class KernelMapsTests
{
    [Fact]
    public void Only_convolutions_have_kernels_and_in_the_given_order()
    {
        Network network = LeNet5.Create();
        ParameterSet parameters = ParameterSet.Initialize(network, 1);
        IReadOnlyList<KernelMaps> found = KernelMaps.Of(parameters, network.Nodes);
        Assert.Equal(["conv1", "conv2"], found.Select(kernels => kernels.Node));
        Assert.Same(parameters["conv1.weight"], found[0].Weights);
        Assert.Equal([16, 6, 5, 5], found[1].Weights.Shape);
        Assert.Equal(["conv2"], KernelMaps.Of(parameters, network.Match("conv2")).Select(kernels => kernels.Node));
        Assert.Empty(KernelMaps.Of(parameters, network.Match("fc*")));
    }

    [Fact]
    public void Kernels_of_a_grouped_convolution_see_their_groups_channels_only()
    {
        Network network = TinyNetworks.EveryKind();
        Assert.Equal([4, 2, 3, 2], Assert.Single(KernelMaps.Of(TinyNetworks.Parameters(network), network.Nodes)).Weights.Shape);
    }
}
