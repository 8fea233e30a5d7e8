using ConvLens.Networks.Backward;
using ConvLens.Networks.Execution;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Parameters;
using ConvLens.Testing;
using ConvLens.Testing.Gradients;
using ConvLens.Testing.Networks;

namespace ConvLens.Networks.Tests.Execution;

public sealed class SignalsTests
{
    private static readonly Network Network = TinyNetworks.TwoOutputs();
    private static readonly ParameterSet Parameters = TinyNetworks.Parameters(Network);
    private static readonly LinearObjective OfRelu = new("relu", Numbers.Uniform([2, 3, 2, 2], "relu")), OfFc = new("fc", Numbers.Uniform([2, 3], "fc"));

    [Fact]
    public void The_signal_where_it_starts_is_the_objectives_gradient()
    {
        (Executor executor, Trace trace) = Run();
        Assert.Equal(Numbers.Uniform([2, 3], "fc").ToLogical(), executor.Backward(trace, OfFc, wanted: ["fc"])["fc"].ToLogical());
    }

    [Fact]
    public void An_objective_in_the_middle_adds_to_what_comes_from_above()
    {
        (Executor executor, Trace trace) = Run();
        float[] above = executor.Backward(trace, OfFc, wanted: ["relu"])["relu"].ToLogical();
        float[] both = executor.Backward(trace, OfFc + OfRelu, wanted: ["relu"])["relu"].ToLogical();
        Assert.Equal(above.Zip(Numbers.Uniform([2, 3, 2, 2], "relu").ToLogical(), (left, right) => left + right), both);
    }

    [Fact]
    public void A_node_that_was_not_reached_has_no_signal()
    {
        (Executor executor, Trace trace) = Run();
        Signals signals = executor.Backward(trace, OfRelu);
        Assert.StartsWith("the signal did not reach node 'fc' (dense)", Assert.Throws<NetworkException>(() => signals["fc"]).Message, StringComparison.Ordinal);
        Signals cut = executor.Backward(trace, OfFc, wanted: ["relu"]);
        Assert.NotNull(cut["relu"]);
        Assert.Throws<NetworkException>(() => cut["input"]);
    }

    [Fact]
    public void The_walk_gives_the_same_signals_however_many_are_wanted()
    {
        (Executor executor, Trace trace) = Run();
        float[] alone = executor.Backward(trace, OfFc, wanted: ["conv"])["conv"].ToLogical();
        Assert.Equal(alone, executor.Backward(trace, OfFc, wanted: ["conv", "input"], parameters: true)["conv"].ToLogical());
    }

    [Fact]
    public void Gradients_to_parameters_are_there_only_if_asked_for()
    {
        (Executor executor, Trace trace) = Run();
        Assert.Empty(executor.Backward(trace, OfFc).Parameters);
        Assert.Equal(Network.Parameters.Select(parameter => parameter.Name).Order(), executor.Backward(trace, OfFc, parameters: true).Parameters.Keys.Order());
        Assert.Empty(executor.Backward(trace, OfFc).Parameters);
    }

    [Fact]
    public void Gradients_are_zero_where_the_walk_did_not_come_by()
    {
        (Executor executor, Trace trace) = Run();
        Signals signals = executor.Backward(trace, OfRelu, parameters: true);
        Assert.All(signals.Parameters["fc.weight"].ToLogical(), value => Assert.Equal(0, value));
        Assert.Contains(signals.Parameters["conv.weight"].ToLogical(), value => value != 0);
        executor.Backward(trace, OfFc, parameters: true);
        Assert.All(executor.Backward(trace, OfRelu, parameters: true).Parameters["fc.weight"].ToLogical(), value => Assert.Equal(0, value));
    }

    [Fact]
    public void Running_statistics_have_no_gradient()
    {
        Network network = TinyNetworks.ResidualBlock();
        Executor executor = new(network, 2, Schedulers.One);
        Trace trace = executor.Forward(TinyNetworks.Parameters(network), TinyNetworks.Inputs(network, 2));
        Signals signals = executor.Backward(trace, new LinearObjective("relu2", Numbers.Uniform([2, 3, 5, 5], "r")), parameters: true);
        Assert.Equal(["conv1.weight", "conv2.weight", "norm1.bias", "norm1.weight", "norm2.bias", "norm2.weight"], signals.Parameters.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Stale_signals_and_stale_traces_refuse()
    {
        (Executor executor, Trace trace) = Run();
        Signals first = executor.Backward(trace, OfFc);
        Signals second = executor.Backward(trace, OfRelu);
        Assert.Throws<InvalidOperationException>(() => first["input"]);
        Assert.NotNull(second["input"]);
        executor.Forward(Parameters, TinyNetworks.Inputs(Network, 2));
        Assert.Throws<InvalidOperationException>(() => second["input"]);
        Assert.Throws<InvalidOperationException>(() => executor.Backward(trace, OfFc));
    }

    [Fact]
    public void Gradients_to_parameters_need_the_plain_gradient()
    {
        (Executor executor, Trace trace) = Run();
        Assert.Throws<ArgumentException>(() => executor.Backward(trace, OfFc, RuleMap.Deconvnet, parameters: true));
    }

    [Fact]
    public void An_objective_beyond_the_cut_is_refused()
    {
        Executor executor = new(Network, 2, Schedulers.One);
        Trace trace = executor.Forward(Parameters, TinyNetworks.Inputs(Network, 2), until: ["relu"]);
        Assert.Throws<NetworkException>(() => executor.Backward(trace, OfFc));
        Assert.NotNull(executor.Backward(trace, OfRelu)["input"]);
    }

    private static (Executor Executor, Trace Trace) Run()
    {
        Executor executor = new(Network, 2, Schedulers.One);
        return (executor, executor.Forward(Parameters, TinyNetworks.Inputs(Network, 2)));
    }
}
