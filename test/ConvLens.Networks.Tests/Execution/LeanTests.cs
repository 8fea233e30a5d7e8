using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Layers;
using ConvLens.Networks.Parameters;
using ConvLens.Networks.Zoo;
using ConvLens.Testing;
using ConvLens.Testing.Gradients;

namespace ConvLens.Networks.Tests.Execution;

/// <summary>A lean pass computes a convolution and the rectifier that alone reads it together: the same bits everywhere that is kept, forward and back.</summary>
public sealed class LeanTests
{
    private static readonly Network LeNet = LeNet5.Create();

    [Fact]
    public void What_is_kept_and_what_comes_down_has_the_same_bits()
    {
        ParameterSet parameters = ParameterSet.Initialize(LeNet, 3);
        Tensor input = Numbers.Uniform([2, 1, 28, 28], "input", 0, 1);
        LinearObjective objective = new("log_softmax", Numbers.Uniform([2, 10], "weights"));
        Executor full = new(LeNet, 2, Schedulers.One), lean = new(LeNet, 2, Schedulers.One);
        Trace fullTrace = full.Forward(parameters, input), leanTrace = lean.Forward(parameters, input, keep: Retention.Backward);
        foreach (Node node in LeNet.Nodes.Where(leanTrace.Has)) Assert.Equal(fullTrace[node].ToLogical(), leanTrace[node].ToLogical());
        Signals fullSignals = full.Backward(fullTrace, objective, wanted: ["input"], parameters: true), leanSignals = lean.Backward(leanTrace, objective, wanted: ["input"], parameters: true);
        Assert.Equal(fullSignals["input"].ToLogical(), leanSignals["input"].ToLogical());
        foreach ((string name, Tensor gradient) in fullSignals.Parameters) Assert.Equal(gradient.ToLogical(), leanSignals.Parameters[name].ToLogical());
    }

    [Fact]
    public void Only_convolutions_that_one_rectifier_alone_reads_are_left_out_and_never_those_asked_for()
    {
        ParameterSet parameters = ParameterSet.Initialize(LeNet, 3);
        Executor executor = new(LeNet, 1, Schedulers.One);
        Trace trace = executor.Forward(parameters, new Tensor([1, 1, 28, 28]), keep: Retention.Backward, until: ["conv2", "relu2"]);
        Assert.Equal(["conv1"], LeNet.Nodes.Take(6).Where(node => !trace.Has(node)).Select(node => node.Name));
        Assert.Equal("the trace of network 'lenet5' did not keep node 'conv1' (convolution)", Assert.Throws<NetworkException>(() => trace["conv1"]).Message);
    }

    [Fact]
    public void A_convolution_with_another_reader_is_kept()
    {
        Network network = new NetworkBuilder("fork").AddInput("input", [1, 2, 6, 6]).Add("conv", new Convolution(3, 3)).Add("relu", new LeakyRelu(0.25f)).Add("sum", new Addition(), "conv", "relu").Build();
        ParameterSet parameters = ParameterSet.Initialize(network, 0);
        Tensor input = Numbers.Uniform([1, 2, 6, 6], "input");
        Trace trace = new Executor(network, 1, Schedulers.One).Forward(parameters, input, keep: Retention.Backward);
        Assert.Equal(new Executor(network, 1, Schedulers.One).Forward(parameters, input)["sum"].ToLogical(), trace["sum"].ToLogical());
        Assert.True(trace.Has(network["conv"]));
    }

    [Fact]
    public void A_leaky_slope_goes_along() => AssertTakenIn(new LeakyRelu(0.25f));

    [Fact]
    public void A_ceiling_goes_along() => AssertTakenIn(new Relu6());

    [Theory]
    [InlineData(Retention.Backward)]
    [InlineData(Retention.Asked)]
    public void A_residual_join_goes_along_and_the_other_side_stays(Retention keep)
    {
        Network network = new NetworkBuilder("join").AddInput("input", [1, 2, 6, 6])
            .Add("side", new Convolution(33, 1), "input").Add("conv", new Convolution(33, 3) { Padding = 1 }, "input").Add("sum", new Addition(), "conv", "side").Add("relu", new Relu()).Add("pool", new MaxPooling(2))
            .Build();
        ParameterSet parameters = ParameterSet.Initialize(network, 0);
        Tensor input = Numbers.Uniform([1, 2, 6, 6], "input", -20, 20);
        Executor full = new(network, 1, Schedulers.One), lean = new(network, 1, Schedulers.One);
        Trace fullTrace = full.Forward(parameters, input), leanTrace = lean.Forward(parameters, input, keep: keep);
        Assert.Equal(fullTrace["pool"].ToLogical(), leanTrace["pool"].ToLogical());
        Assert.False(leanTrace.Has(network["conv"]) || leanTrace.Has(network["sum"]));
        if (keep == Retention.Asked) return;
        Assert.True(leanTrace.Has(network["side"]));
        LinearObjective objective = new("pool", Numbers.Uniform([1, 33, 3, 3], "weights"));
        Signals fullSignals = full.Backward(fullTrace, objective, wanted: ["input"], parameters: true), leanSignals = lean.Backward(leanTrace, objective, wanted: ["input"], parameters: true);
        Assert.Equal(fullSignals["input"].ToLogical(), leanSignals["input"].ToLogical());
        foreach ((string name, Tensor gradient) in fullSignals.Parameters) Assert.Equal(gradient.ToLogical(), leanSignals.Parameters[name].ToLogical());
    }

    [Theory]
    [InlineData(NormalizationAxis.Channel)]
    [InlineData(NormalizationAxis.Column)]
    public void Batch_normalization_takes_a_sum_and_a_rectifier_in(NormalizationAxis axis)
    {
        Network network = new NetworkBuilder("normalized").AddInput("input", [1, 2, 6, 7])
            .Add("conv", new Convolution(2, 3) { Padding = 1 }).Add("norm", new BatchNormalization { Axis = axis }).Add("sum", new Addition(), "input", "norm").Add("leaky", new LeakyRelu(0.3f)).Add("pool", new MaxPooling(2))
            .Build();
        ParameterSet parameters = ParameterSet.Initialize(network, 0);
        Tensor input = Numbers.Uniform([3, 2, 6, 7], "input");
        LinearObjective objective = new("pool", Numbers.Uniform([3, 2, 3, 3], "weights"));
        Executor full = new(network, 3, Schedulers.One), lean = new(network, 3, Schedulers.One);
        ForwardMode mode = ForwardMode.Training(0, 0);
        Trace fullTrace = full.Forward(parameters, input, mode), leanTrace = lean.Forward(parameters, input, mode, keep: Retention.Backward);
        Assert.False(leanTrace.Has(network["norm"]) || leanTrace.Has(network["sum"]));
        Assert.Equal(fullTrace["pool"].ToLogical(), leanTrace["pool"].ToLogical());
        Signals fullSignals = full.Backward(fullTrace, objective, wanted: ["input"], parameters: true), leanSignals = lean.Backward(leanTrace, objective, wanted: ["input"], parameters: true);
        Assert.Equal(fullSignals["input"].ToLogical(), leanSignals["input"].ToLogical());
        foreach ((string name, Tensor gradient) in fullSignals.Parameters) Assert.Equal(gradient.ToLogical(), leanSignals.Parameters[name].ToLogical());
    }

    private static void AssertTakenIn(Activation activation)
    {
        Network network = new NetworkBuilder("fused").AddInput("input", [1, 2, 6, 6]).Add("conv", new Convolution(33, 3)).Add("relu", activation).Add("pool", new MaxPooling(2)).Build();
        ParameterSet parameters = ParameterSet.Initialize(network, 0);
        Tensor input = Numbers.Uniform([1, 2, 6, 6], "input", -20, 20);
        Executor full = new(network, 1, Schedulers.One), lean = new(network, 1, Schedulers.One);
        LinearObjective objective = new("pool", Numbers.Uniform([1, 33, 2, 2], "weights"));
        Trace fullTrace = full.Forward(parameters, input), leanTrace = lean.Forward(parameters, input, keep: Retention.Backward);
        Assert.False(leanTrace.Has(network["conv"]));
        Assert.Equal(fullTrace["pool"].ToLogical(), leanTrace["pool"].ToLogical());
        Assert.Equal(full.Backward(fullTrace, objective)["input"].ToLogical(), lean.Backward(leanTrace, objective)["input"].ToLogical());
    }
}
