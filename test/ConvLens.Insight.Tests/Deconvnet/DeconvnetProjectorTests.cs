using ConvLens.Compute.Tensors;
using ConvLens.Insight.Deconvnet;
using ConvLens.Networks.Backward;
using ConvLens.Networks.Execution;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Layers;
using ConvLens.Networks.Parameters;
using ConvLens.Networks.Zoo;
using ConvLens.Testing;
using ConvLens.Testing.Gradients;
using ConvLens.Testing.Networks;
using ConvLens.Testing.Twins;

namespace ConvLens.Insight.Tests.Deconvnet;

public sealed class DeconvnetProjectorTests
{
    private static readonly Network LeNet = LeNet5.Create();
    private static readonly ParameterSet Parameters = ParameterSet.Initialize(LeNet, 3);
    private static readonly Tensor Image = Numbers.Uniform([1, 1, 28, 28], "image", 0, 1);

    // Two layers of sums of at most 400 products: √400 roundings of 2⁻²⁴ each lie near 2e-6.
    private const double Bound = 1e-5;

    public static TheoryData<string> OneInput => [.. TinyNetworks.All.Values.Where(network => network.Inputs.Count == 1).Select(network => network.Name)];

    [Theory]
    [InlineData(DeconvnetStart.Map)]
    [InlineData(DeconvnetStart.Peak)]
    public void All_22_maps_of_lenet5_are_projected_as_the_paper_says(DeconvnetStart start)
    {
        DeconvnetTwin twin = new(Parameters);
        DeconvnetProjector projector = new(LeNet, Parameters, Schedulers.One);
        DeconvnetProjection first = projector.Project(Image, new("pool1"), start), second = projector.Project(Image, new("pool2"), start);
        Assert.Equal([6, 1, 28, 28], first.Reconstructions.Shape);
        Assert.Equal([16, 1, 28, 28], second.Reconstructions.Shape);
        for (int c = 0; c < 6; c++) Tolerance.AssertClose(twin.ProjectPool1(Image, c, start == DeconvnetStart.Peak), first.Reconstructions.Slice(c, 1), Bound);
        for (int c = 0; c < 16; c++) Tolerance.AssertClose(twin.ProjectPool2(Image, c, start == DeconvnetStart.Peak), second.Reconstructions.Slice(c, 1), Bound);
        Assert.True(Enumerable.Range(0, 16).Count(c => second.Reconstructions.Slice(c, 1).ToLogical().Any(value => value != 0)) > 8, "too many maps are dead to tell anything");
    }

    [Fact]
    public void A_channel_alone_is_that_channel_of_all()
    {
        DeconvnetProjector projector = new(LeNet, Parameters, Schedulers.One);
        DeconvnetProjection all = projector.Project(Image, new("pool2"), DeconvnetStart.Map), one = projector.Project(Image, new("pool2", 7), DeconvnetStart.Map);
        Assert.Equal([7], one.Channels);
        Assert.Equal([1, 1, 28, 28], one.Reconstructions.Shape);
        Assert.Equal([1, 1, 5, 5], one.Maps.Shape);
        Assert.Equal(all.Reconstructions.Slice(7, 1).ToLogical(), one.Reconstructions.ToLogical());
        Assert.Equal(all.Maps.Slice(7, 1).ToLogical(), one.Maps.ToLogical());
        Assert.Equal(all.Peaks[7], one.Peaks[0]);
    }

    [Fact]
    public void A_units_address_overrides_the_start_and_at_the_peak_equals_it()
    {
        DeconvnetProjector projector = new(LeNet, Parameters, Schedulers.One);
        DeconvnetProjection peak = projector.Project(Image, new("pool2", 7), DeconvnetStart.Peak);
        (int y, int x) = peak.Peaks[0];
        foreach (DeconvnetStart start in Enum.GetValues<DeconvnetStart>())
        {
            DeconvnetProjection unit = projector.Project(Image, new("pool2", 7, (y, x)), start);
            Assert.Equal(peak.Reconstructions.ToLogical(), unit.Reconstructions.ToLogical());
        }

        // The units of a map, each alone, touch at most 16 by 16 pixels.
        float[] corner = projector.Project(Image, new("pool2", 7, (0, 0)), DeconvnetStart.Map).Reconstructions.ToLogical();
        Assert.All(Enumerable.Range(0, 784).Where(i => i / 28 >= 16 || i % 28 >= 16), i => Assert.Equal(0, corner[i]));
    }

    [Theory, MemberData(nameof(OneInput))]
    public void From_any_node_of_any_network_it_is_the_walk_seeded_with_that_map_alone(string name)
    {
        Network network = TinyNetworks.All[name];
        ParameterSet parameters = TinyNetworks.Parameters(network);
        Tensor input = TinyNetworks.Inputs(network, 1)["input"];
        DeconvnetProjector projector = new(network, parameters, Schedulers.One);
        Executor executor = new(network, 1, Schedulers.One);
        foreach (Node node in network.Nodes)
        {
            DeconvnetProjection found = projector.Project(input, new(node.Name), DeconvnetStart.Map);
            Trace trace = executor.Forward(parameters, input);
            Assert.Equal(trace[node].Shape.C, found.Channels.Count);
            for (int c = 0; c < found.Channels.Count; c++)
            {
                Tensor alone = OneChannel(trace[node], c);
                int plane = found.Maps.Length / found.Channels.Count;
                Assert.Equal(alone.ToLogical().Skip(c * plane).Take(plane), found.Maps.Slice(c, 1).ToLogical());
                Assert.Equal(executor.Backward(trace, new LinearObjective(node.Name, alone), RuleMap.Deconvnet)["input"].ToLogical(), found.Reconstructions.Slice(c, 1).ToLogical());
            }
        }
    }

    [Theory]
    [InlineData("fork")]
    [InlineData("shared")]
    public void Without_a_rectifier_it_is_the_gradient_of_half_the_maps_square(string name)
    {
        Network network = TinyNetworks.All[name];
        Assert.DoesNotContain(network.Nodes, node => node.Layer is Rectifier);
        ParameterSet parameters = TinyNetworks.Parameters(network);
        IReadOnlyDictionary<string, Tensor> inputs = TinyNetworks.Inputs(network, 1);
        string output = network.Outputs[0].Name;
        DeconvnetProjection found = new DeconvnetProjector(network, parameters, Schedulers.One).Project(inputs["input"], new(output), DeconvnetStart.Map);
        for (int c = 0; c < found.Channels.Count; c++)
            Tolerance.AssertClose(EnergyGradient.ByCentralDifferences(network, parameters, inputs["input"], output, c), found.Reconstructions.Slice(c, 1), Bound);
    }

    [Fact]
    public void Through_a_residual_block_both_branches_bring_their_part_down()
    {
        // relu2 ← sum ← norm2 ← conv2 ← relu1 ← norm1 ← conv1 ← input, and sum ← input.
        Network network = TinyNetworks.ResidualBlock();
        ParameterSet parameters = TinyNetworks.Parameters(network);
        Tensor input = TinyNetworks.Inputs(network, 1)["input"];
        Tensor maps = new Executor(network, 1, Schedulers.One).Forward(parameters, input)["relu2"].Copy();
        DeconvnetProjection found = new DeconvnetProjector(network, parameters, Schedulers.One).Project(input, new("relu2"), DeconvnetStart.Map);
        for (int c = 0; c < 3; c++)
        {
            TwinArray sum = ActivationTwins.Rectifier(TwinArray.Of(OneChannel(maps, c)));
            TwinArray relu1 = Transposed(Scaled(sum, parameters, "norm2"), parameters["conv2.weight"]);
            TwinArray below = Transposed(Scaled(ActivationTwins.Rectifier(relu1), parameters, "norm1"), parameters["conv1.weight"]);
            for (int i = 0; i < below.Values.Length; i++) below.Values[i] += sum.Values[i];
            Tolerance.AssertClose(below, found.Reconstructions.Slice(c, 1), Bound);
        }
    }

    [Fact]
    public void Switches_on_known_numbers()
    {
        Network network = new NetworkBuilder("n").AddInput("input", [1, 1, 4, 4]).Add("pool", new MaxPooling(2)).Build();
        Tensor picture = Tensor.FromLogical([1, 1, 4, 4], [1, 2, 5, 3, 4, 0, 1, 2, 1, 1, 9, 0, 1, 1, 0, 8]);
        DeconvnetProjector projector = new(network, new ParameterSet([]), Schedulers.One);
        DeconvnetProjection map = projector.Project(picture, new("pool"), DeconvnetStart.Map), peak = projector.Project(picture, new("pool"), DeconvnetStart.Peak);
        // 4 at (1, 0), 5 at (0, 2), the first of four ones at (2, 0), 9 at (2, 2).
        Assert.Equal([4, 2, 8, 10], map.Switches!.Positions);
        Assert.Equal("pool", map.Switches.Node);
        Assert.Equal([1, 1, 2, 2], map.Switches.Shape);
        Assert.Equal([0, 0, 5, 0, 4, 0, 0, 0, 1, 0, 9, 0, 0, 0, 0, 0], map.Reconstructions.ToLogical());
        Assert.Equal([(1, 1)], peak.Peaks);
        Assert.Equal([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9, 0, 0, 0, 0, 0], peak.Reconstructions.ToLogical());
        Assert.Equal([0, 0, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], projector.Project(picture, new("pool", 0, (0, 1)), DeconvnetStart.Map).Reconstructions.ToLogical());
    }

    [Theory]
    [InlineData("conv1", null)]
    [InlineData("pool1", "pool1")]
    [InlineData("relu2", "pool1")]
    [InlineData("pool2", "pool2")]
    [InlineData("fc3", "pool2")]
    public void The_switches_are_those_of_the_last_pooling_on_the_way(string node, string? expected) =>
        Assert.Equal(expected, new DeconvnetProjector(LeNet, Parameters, Schedulers.One).Project(Image, new(node), DeconvnetStart.Map).Switches?.Node);

    [Fact]
    public void Of_equal_strongest_units_the_peak_is_the_first()
    {
        Network network = new NetworkBuilder("n").AddInput("input", [1, 2, 2, 3]).Build();
        Tensor maps = Tensor.FromLogical([1, 2, 2, 3], [1, 7, 2, 7, 7, 0, -3, -2, -2, -9, -2, -5]);
        Assert.Equal([(0, 1), (0, 1)], new DeconvnetProjector(network, new ParameterSet([]), Schedulers.One).Project(maps, new("input"), DeconvnetStart.Peak).Peaks);
    }

    [Theory]
    [InlineData(DeconvnetStart.Map)]
    [InlineData(DeconvnetStart.Peak)]
    public void A_dead_filter_gives_zeros_and_never_NaN(DeconvnetStart start)
    {
        float[] bias = Parameters["conv2.bias"].ToLogical();
        bias[4] = -1000;
        ParameterSet dead = Parameters.With("conv2.bias", Tensor.FromLogical([16], bias));
        DeconvnetProjection found = new DeconvnetProjector(LeNet, dead, Schedulers.One).Project(Image, new("pool2"), start);
        Assert.All(found.Maps.Slice(4, 1).ToLogical(), value => Assert.Equal(0, value));
        Assert.All(found.Reconstructions.Slice(4, 1).ToLogical(), value => Assert.Equal(0, value));
        Assert.All(found.Reconstructions.ToLogical(), value => Assert.True(float.IsFinite(value)));
        Assert.Equal((0, 0), found.Peaks[4]);
    }

    [Fact]
    public void It_has_the_same_bits_on_every_scheduler() =>
        Schedulers.AssertSameBits(scheduler => new DeconvnetProjector(LeNet, Parameters, scheduler).Project(Image, new("pool2"), DeconvnetStart.Map).Reconstructions.ToLogical());

    [Fact]
    public void What_does_not_exist_is_refused_by_name()
    {
        DeconvnetProjector projector = new(LeNet, Parameters, Schedulers.One);
        string Refusal(UnitAddress address, Tensor? picture = null) => Assert.Throws<NetworkException>(() => projector.Project(picture ?? Image, address, DeconvnetStart.Map)).Message;
        Assert.StartsWith("network 'lenet5' has no node 'pool3'; its nodes are input, conv1, ", Refusal(new("pool3")));
        Assert.Equal("node 'pool2' (max_pooling) has channels 0 to 15, found 16", Refusal(new("pool2", 16)));
        Assert.Equal("node 'pool2' (max_pooling) has channels 0 to 15, found -1", Refusal(new("pool2", -1)));
        Assert.Equal("unit pool2:0,5,0 does not exist in activations of 1×16×5×5", Refusal(new("pool2", 0, (5, 0))));
        Assert.Equal("input 'input' of network 'lenet5' is 2×1×28×28, expected 1×1×28×28", Refusal(new("pool2"), new Tensor([2, 1, 28, 28])));
        DeconvnetProjector two = new(TinyNetworks.TwoInputs(), TinyNetworks.Parameters(TinyNetworks.TwoInputs()), Schedulers.One);
        Assert.Equal("network 'two_inputs' has 2 inputs (picture, vector), found 1", Assert.Throws<NetworkException>(() => two.Project(new Tensor([1, 1, 5, 4]), new("conv"), DeconvnetStart.Map)).Message);
    }

    private static Tensor OneChannel(Tensor maps, int channel)
    {
        float[] values = maps.ToLogical();
        int plane = maps.Shape.H * maps.Shape.W;
        for (int i = 0; i < values.Length; i++)
            if (i / plane != channel) values[i] = 0;
        return Tensor.FromLogical(maps.Shape, values);
    }

    // Batch normalization with running statistics multiplies each channel by weight / √(variance + ε), down as up.
    private static TwinArray Scaled(TwinArray signal, ParameterSet parameters, string norm)
    {
        TwinArray result = new(signal.Shape);
        int plane = signal.Shape.H * signal.Shape.W;
        for (int i = 0; i < result.Values.Length; i++)
            result.Values[i] = signal.Values[i] * parameters[$"{norm}.weight"].Values[i / plane] / Math.Sqrt(parameters[$"{norm}.running_var"].Values[i / plane] + 1e-5f);
        return result;
    }

    private static TwinArray Transposed(TwinArray signal, Tensor weights) =>
        ConvolutionTwin.InputGradient(new(signal.Shape, weights.Shape.N, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1), signal, TwinArray.Of(weights));
}
