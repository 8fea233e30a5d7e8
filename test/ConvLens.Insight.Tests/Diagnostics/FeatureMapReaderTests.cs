using ConvLens.Compute.Tensors;
using ConvLens.Insight.Diagnostics;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Parameters;
using ConvLens.Networks.Zoo;
using ConvLens.Testing;
using ConvLens.Testing.Twins;

namespace ConvLens.Insight.Tests.Diagnostics;

public sealed class FeatureMapReaderTests
{
    private static readonly Network Network = LeNet5.Create();
    private static readonly ParameterSet Parameters = ParameterSet.Initialize(Network, 4);
    private static readonly Tensor Image = Numbers.Uniform([1, 1, 28, 28], "image", 0, 1);

    [Fact]
    public void Every_node_is_read_as_its_twin_computes_it_in_topological_order()
    {
        IReadOnlyList<FeatureMaps> found = FeatureMapReader.Read(Network, Parameters, Image, [.. Network.Nodes.Reverse()], Schedulers.One);
        IReadOnlyDictionary<string, TwinArray> twin = new TwinNetwork(Network).Forward(
            Parameters.ToDictionary(pair => pair.Key, pair => TwinArray.Of(pair.Value)), new Dictionary<string, TwinArray> { ["input"] = TwinArray.Of(Image) });
        Assert.Equal(Network.Nodes.Select(node => (node.Name, node.Layer.Kind)), found.Select(maps => (maps.Node, maps.Kind)));
        Assert.All(found, maps => Tolerance.AssertClose(twin[maps.Node], maps.Maps, 1e-6));
    }

    [Fact]
    public void A_plane_is_one_channel_of_one_sample_row_by_row()
    {
        Tensor maps = Tensor.FromLogical([2, 3, 2, 2], [.. Enumerable.Range(0, 24).Select(i => (float)i)]);
        Assert.Equal([4, 5, 6, 7], FeatureMaps.Plane(maps, 0, 1));
        Assert.Equal([20, 21, 22, 23], FeatureMaps.Plane(maps, 1, 2));
        Assert.Equal([5], FeatureMaps.Plane(Tensor.FromLogical([2, 3], [0, 1, 2, 3, 4, 5]), 1, 2));
    }
}
