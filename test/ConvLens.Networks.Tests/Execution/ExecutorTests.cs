using ConvLens.Compute.Tensors;
using ConvLens.Networks.Backward;
using ConvLens.Networks.Execution;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Parameters;
using ConvLens.Networks.Zoo;
using ConvLens.Testing;
using ConvLens.Testing.Gradients;
using ConvLens.Testing.Networks;
using ConvLens.Testing.Twins;

namespace ConvLens.Networks.Tests.Execution;

public sealed class ExecutorTests
{
    private static readonly Network LeNet = LeNet5.Create();
    private static readonly ParameterSet Parameters = ParameterSet.Initialize(LeNet, 5);

    [Fact]
    public void Lenet5_runs_as_its_twin_does()
    {
        Tensor images = Numbers.Uniform([3, 1, 28, 28], "images", 0, 1);
        Trace trace = new Executor(LeNet, 3, Schedulers.One).Forward(Parameters, images);
        IReadOnlyDictionary<string, TwinArray> twin = new TwinNetwork(LeNet).Forward(
            Parameters.ToDictionary(pair => pair.Key, pair => TwinArray.Of(pair.Value)), new Dictionary<string, TwinArray> { ["input"] = TwinArray.Of(images) });
        // Seven layers of sums of up to 400 products: √400 roundings of 2⁻²⁴ each.
        Assert.All(LeNet.Nodes, node => Tolerance.AssertClose(twin[node.Name], trace[node], 1e-6));
    }

    [Fact]
    public void A_training_step_of_lenet5_has_the_same_bits_on_every_scheduler()
    {
        Tensor images = Numbers.Uniform([5, 1, 28, 28], "images", 0, 1);
        LinearObjective objective = new("log_softmax", Numbers.Uniform([5, 10], "r"));
        Schedulers.AssertSameBits(scheduler =>
        {
            Executor executor = new(LeNet, 5, scheduler);
            Trace trace = executor.Forward(Parameters, images, ForwardMode.Training(1, 1));
            Signals signals = executor.Backward(trace, objective, wanted: ["input"], parameters: true);
            return [.. trace["log_softmax"].ToLogical(), .. signals["input"].ToLogical(), .. LeNet.Parameters.SelectMany(parameter => signals.Parameters[parameter.Name].ToLogical())];
        });
    }

    [Fact]
    public void Every_layer_kind_has_the_same_bits_on_every_scheduler()
    {
        Network network = TinyNetworks.EveryKind();
        ParameterSet parameters = TinyNetworks.Parameters(network);
        IReadOnlyDictionary<string, Tensor> inputs = TinyNetworks.Inputs(network, 4);
        Schedulers.AssertSameBits(scheduler =>
        {
            Executor executor = new(network, 4, scheduler);
            Trace trace = executor.Forward(parameters, inputs, ForwardMode.Training(1, 1));
            Signals signals = executor.Backward(trace, new LinearObjective("softmax", Numbers.Uniform([4, 5], "r")), wanted: ["input"], parameters: true);
            return [.. trace["softmax"].ToLogical(), .. signals["input"].ToLogical(), .. signals.Parameters.Values.SelectMany(gradient => gradient.ToLogical())];
        });
    }

    [Theory]
    [InlineData("lenet5")]
    [InlineData("every_kind")]
    [InlineData("residual")]
    [InlineData("fork")]
    public void A_batch_equals_its_samples_one_by_one_bit_for_bit(string name)
    {
        Network network = name == "lenet5" ? LeNet : TinyNetworks.All[name];
        ParameterSet parameters = TinyNetworks.Parameters(network);
        Tensor batch = TinyNetworks.Inputs(network, 5)["input"];
        Trace together = new Executor(network, 5, Schedulers.One).Forward(parameters, batch);
        Executor single = new(network, 1, Schedulers.One);
        for (int n = 0; n < 5; n++)
        {
            Trace alone = single.Forward(parameters, batch.Slice(n, 1));
            Assert.All(network.Nodes, node => Assert.Equal(together[node].Slice(n, 1).ToLogical(), alone[node].ToLogical()));
        }
    }

    [Fact]
    public void Nothing_of_one_pass_is_left_in_the_next()
    {
        Network network = TinyNetworks.EveryKind();
        ParameterSet first = TinyNetworks.Parameters(network, 1), second = TinyNetworks.Parameters(network, 2);
        IReadOnlyDictionary<string, Tensor> inputs = TinyNetworks.Inputs(network, 2);
        float[] Step(Executor executor, ParameterSet parameters, ForwardMode mode)
        {
            Trace trace = executor.Forward(parameters, inputs, mode);
            Signals signals = executor.Backward(trace, new LinearObjective("log_softmax", Numbers.Uniform([2, 5], "r")), wanted: ["input"], parameters: true);
            return [.. trace["log_softmax"].ToLogical(), .. signals["input"].ToLogical(), .. signals.Parameters.Values.SelectMany(gradient => gradient.ToLogical())];
        }

        Executor used = new(network, 2, Schedulers.One);
        float[] before = Step(used, first, ForwardMode.Inference);
        Step(used, second, ForwardMode.Training(1, 1));
        Step(used, second, ForwardMode.Inference);
        Assert.Equal(before, Step(used, first, ForwardMode.Inference));
        Assert.Equal(Step(new(network, 2, Schedulers.One), second, ForwardMode.Training(1, 2)), Step(used, second, ForwardMode.Training(1, 2)));
    }

    [Fact]
    public void Live_tensors_may_change_between_passes()
    {
        Dictionary<string, Tensor> live = Parameters.ToDictionary(pair => pair.Key, pair => pair.Value.Copy(), StringComparer.Ordinal);
        ParameterSet view = ParameterSet.OverLiveTensors(live);
        Tensor image = Numbers.Uniform([1, 1, 28, 28], "image");
        Executor executor = new(LeNet, 1, Schedulers.One);
        executor.Forward(view, image);
        foreach (Tensor tensor in live.Values)
            for (int i = 0; i < tensor.Length; i++) tensor.Span[i] *= 2;
        Trace trace = executor.Forward(view, image);
        LinearObjective objective = new("log_softmax", Numbers.Uniform([1, 10], "r"));
        float[] found = [.. trace["fc3"].ToLogical(), .. executor.Backward(trace, objective)["input"].ToLogical()];
        ParameterSet doubled = new(live.Select(pair => KeyValuePair.Create(pair.Key, pair.Value.Copy())));
        Executor fresh = new(LeNet, 1, Schedulers.One);
        trace = fresh.Forward(doubled, image);
        Assert.Equal([.. trace["fc3"].ToLogical(), .. fresh.Backward(trace, objective)["input"].ToLogical()], found);
    }

    [Fact]
    public void A_dead_filter_gives_zeros_and_no_nan()
    {
        float[] weights = Parameters["conv1.weight"].ToLogical();
        weights.AsSpan(2 * 25, 25).Clear();
        ParameterSet dead = Parameters.With("conv1.weight", Tensor.FromLogical([6, 1, 5, 5], weights)).With("conv1.bias", new([6]));
        Executor executor = new(LeNet, 1, Schedulers.One);
        Trace trace = executor.Forward(dead, Numbers.Uniform([1, 1, 28, 28], "image", 0, 1));
        for (int y = 0; y < 14; y++)
            for (int x = 0; x < 14; x++) Assert.Equal(0, trace["pool1"][0, 2, y, x]);
        Signals signals = executor.Backward(trace, Channel(trace, "pool1", 2), RuleMap.Deconvnet);
        Assert.All(signals["input"].ToLogical(), value => Assert.Equal(0, value));
        signals = executor.Backward(trace, new LinearObjective("log_softmax", Numbers.Uniform([1, 10], "r")), wanted: ["input"], parameters: true);
        Assert.All(signals["input"].ToLogical(), value => Assert.True(float.IsFinite(value)));
        Assert.All(signals.Parameters.Values, gradient => Assert.All(gradient.ToLogical(), value => Assert.True(float.IsFinite(value))));
    }

    [Fact]
    public void Inputs_and_parameters_that_do_not_fit_are_refused_by_name()
    {
        Executor executor = new(LeNet, 2, Schedulers.One);
        string Message(Action action) => Assert.Throws<NetworkException>(action).Message;
        Assert.Equal("input 'input' of network 'lenet5' is 1×1×28×28, expected 2×1×28×28", Message(() => executor.Forward(Parameters, new Tensor([1, 1, 28, 28]))));
        Assert.Equal("there is no parameter 'conv1.weight'", Message(() => executor.Forward(new ParameterSet([]), new Tensor([2, 1, 28, 28]))));
        ParameterSet turned = new(Parameters.Select(pair => pair.Key == "fc3.weight" ? new("fc3.weight", new([84, 10])) : pair));
        Assert.Equal("parameter 'fc3.weight' is 84×10, expected 10×84", Message(() => executor.Forward(turned, new Tensor([2, 1, 28, 28]))));
        Network two = TinyNetworks.TwoInputs();
        Executor pair = new(two, 1, Schedulers.One);
        Assert.Equal("network 'two_inputs' has 2 inputs (picture, vector), found 1", Message(() => pair.Forward(TinyNetworks.Parameters(two), new Tensor([1, 3]))));
        Assert.Equal(
            "input 'vector' of network 'two_inputs' is missing, expected 1×3",
            Message(() => pair.Forward(TinyNetworks.Parameters(two), new Dictionary<string, Tensor> { ["picture"] = new([1, 1, 5, 4]) })));
    }

    private static LinearObjective Channel(Trace trace, string node, int channel)
    {
        TwinArray kept = TwinArray.Of(trace[node]);
        int plane = kept.Shape.H * kept.Shape.W;
        for (int i = 0; i < kept.Values.Length; i++)
            if (i / plane % kept.Shape.C != channel) kept.Values[i] = 0;
        return new(node, kept.ToTensor());
    }
}
