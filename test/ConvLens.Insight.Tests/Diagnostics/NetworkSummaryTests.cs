using ConvLens.Insight.Diagnostics;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Layers;
using ConvLens.Networks.Layers.Arithmetic;
using ConvLens.Networks.Zoo;
using ConvLens.Testing.Networks;

namespace ConvLens.Insight.Tests.Diagnostics;

public sealed class NetworkSummaryTests
{
    private static readonly NetworkSummary LeNet = NetworkSummary.Of(LeNet5.Create());

    [Fact]
    public void Lenet5_has_the_numbers_of_the_textbook()
    {
        Assert.Equal("lenet5", LeNet.Model);
        Assert.Equal(61_706, LeNet.Parameters);
        Assert.Equal(61_706, LeNet.TrainableParameters);
        // 28²·6·25 + 10²·16·150 + 400·120 + 120·84 + 84·10.
        Assert.Equal(416_520, LeNet.MultiplyAdds);
    }

    [Fact]
    public void A_constant_sees_nothing_and_hides_nothing()
    {
        Network network = new NetworkBuilder("n").AddInput("x", [1, 2, 8, 8]).Add("offset", new Constant([1, 2, 1, 1])).Add("conv", new Convolution(2, 3) { Padding = 1 }, "x").Add("sum", new Addition(), "conv", "offset").Build();
        Assert.Equal([(1, 1), (0, 0), (3, 3), (3, 3)], NetworkSummary.Of(network).Nodes.Select(node => node.ReceptiveField!.Value));
    }

    [Theory]
    [InlineData("input", 0, 0, 1)]
    [InlineData("conv1", 156, 117_600, 5)]
    [InlineData("relu1", 0, 0, 5)]
    [InlineData("pool1", 0, 0, 6)]
    [InlineData("conv2", 2_416, 240_000, 14)]
    [InlineData("pool2", 0, 0, 16)]
    [InlineData("fc1", 48_120, 48_000, null)]
    [InlineData("fc2", 10_164, 10_080, null)]
    [InlineData("fc3", 850, 840, null)]
    public void Each_node_of_lenet5_is_counted(string name, long parameters, long multiplyAdds, int? sees)
    {
        NodeSummary node = LeNet.Nodes.Single(node => node.Name == name);
        Assert.Equal((parameters, parameters, multiplyAdds), (node.Parameters, node.TrainableParameters, node.MultiplyAdds));
        Assert.Equal(sees is { } side ? (side, side) : null, node.ReceptiveField);
    }

    [Fact]
    public void Shapes_kinds_and_inputs_are_the_definitions()
    {
        NodeSummary pool = LeNet.Nodes.Single(node => node.Name == "pool1");
        Assert.Equal(("max_pooling", "1×6×14×14"), (pool.Kind, $"{pool.OutputShape}"));
        Assert.Equal(["relu1"], pool.Inputs);
        Assert.Equal(["norm2", "input"], NetworkSummary.Of(TinyNetworks.ResidualBlock()).Nodes.Single(node => node.Name == "sum").Inputs);
    }

    [Fact]
    public void Kinds_add_up_the_one_with_most_parameters_first()
    {
        Assert.Equal([new KindSummary("dense", 3, 59_134, 59_134, 58_920), new KindSummary("convolution", 2, 2_572, 2_572, 357_600)], LeNet.Kinds.Take(2));
        Assert.Equal(["input", "relu", "max_pooling", "flatten", "log_softmax"], LeNet.Kinds.Skip(2).Select(kind => kind.Kind));
        Assert.Equal(LeNet.Nodes.Count, LeNet.Kinds.Sum(kind => kind.Nodes));
        Assert.Equal((48_120 / 61_706.0, 0.5), (LeNet.ParameterShare(48_120), LeNet.MultiplyAddShare(208_260)));
        NetworkSummary empty = NetworkSummary.Of(new NetworkBuilder("n").AddInput("input", [1, 3]).Build());
        Assert.Equal((0, 0), (empty.ParameterShare(0), empty.MultiplyAddShare(0)));
    }

    [Fact]
    public void Running_statistics_are_parameters_that_are_not_trained()
    {
        NodeSummary norm = NetworkSummary.Of(TinyNetworks.ResidualBlock()).Nodes.Single(node => node.Name == "norm1");
        Assert.Equal((12, 6), (norm.Parameters, norm.TrainableParameters));
    }

    [Fact]
    public void Where_branches_meet_the_widest_counts()
    {
        NetworkSummary fork = NetworkSummary.Of(TinyNetworks.Fork());
        (int, int)? Sees(string name) => fork.Nodes.Single(node => node.Name == name).ReceptiveField;
        Assert.Equal((1, 1), Sees("narrow"));
        Assert.Equal((3, 1), Sees("wide"));
        Assert.Equal((3, 3), Sees("join"));
        Assert.Equal((4, 4), Sees("mean"));
    }

    [Fact]
    public void Stride_and_dilation_widen_what_later_layers_see()
    {
        Network network = new NetworkBuilder("n").AddInput("input", [1, 1, 40, 40])
            .Add("a", new Convolution(1, 3) { Stride = new Extent(2, 3) })
            .Add("b", new Convolution(1, 3) { Dilation = new Extent(2, 1) })
            .Add("c", new AveragePooling(2))
            .Build();
        // Rows: 3, then + 2·2·2, then + 2. Columns: 3, then + 2·3, then + 3.
        Assert.Equal([(1, 1), (3, 3), (11, 9), (13, 12)], NetworkSummary.Of(network).Nodes.Select(node => node.ReceptiveField!.Value));
    }
}
