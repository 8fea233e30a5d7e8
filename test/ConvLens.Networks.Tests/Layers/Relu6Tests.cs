using ConvLens.Compute.Tensors;
using ConvLens.Networks.Backward;
using ConvLens.Networks.Execution;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Layers;
using ConvLens.Networks.Parameters;
using ConvLens.Testing;
using ConvLens.Testing.Gradients;

namespace ConvLens.Networks.Tests.Layers;

public sealed class Relu6Tests
{
    // Once through a whole register and a tail: 16 + 7 numbers.
    private static readonly float[] Steps =
        [-7, -6, -1e-30f, 0, 1e-30f, 1, 3, 5.999f, 6, 6.001f, 7, 100, float.NegativeInfinity, float.PositiveInfinity, 2, -2, -1, 0, 0.5f, 5.5f, 6, 6.5f, 4];

    private static readonly Network Network = new NetworkBuilder("n").AddInput("input", [1, 23]).Add("relu6", new Relu6()).Build();

    private static readonly ParameterSet None = new([]);

    [Fact]
    public void Clips_to_zero_and_six() => Assert.Equal(
        [0, 0, 0, 0, 1e-30f, 1, 3, 5.999f, 6, 6, 6, 6, 0, 6, 2, 0, 0, 0, 0.5f, 5.5f, 6, 6, 4],
        new Executor(Network, 1, Schedulers.One).Forward(None, Tensor.FromLogical([1, 23], Steps))["relu6"].ToLogical());

    [Fact]
    public void Passes_the_gradient_strictly_inside_only()
    {
        Executor executor = new(Network, 1, Schedulers.One);
        Tensor weights = Numbers.Uniform([1, 23], "weights", 1, 2);
        Signals signals = executor.Backward(executor.Forward(None, Tensor.FromLogical([1, 23], Steps)), new LinearObjective("relu6", weights));
        int[] inside = [4, 5, 6, 7, 14, 18, 19, 22];
        Assert.Equal([.. Enumerable.Range(0, 23).Select(i => inside.Contains(i) ? weights[0, i] : 0)], signals["input"].ToLogical());
    }

    [Fact]
    public void Gradients_hold_on_both_sides_of_both_kinks()
    {
        Network maps = new NetworkBuilder("maps").AddInput("input", [1, 3, 5, 7]).Add("relu6", new Relu6()).Build();
        // Half a step of 0.1 away from 0 and 6, from −15.7 to 15.7.
        Tensor input = Numbers.Distinct([3, 3, 5, 7], "input", 0.1f);
        GradientCheck.AssertHolds(maps, None, new Dictionary<string, Tensor> { ["input"] = input }, 2e-6);
    }

    [Fact]
    public void Lets_nan_through()
    {
        Tensor input = new([1, 23]);
        input.Span.Fill(float.NaN);
        Assert.All(new Executor(Network, 1, Schedulers.One).Forward(None, input)["relu6"].ToLogical(), value => Assert.True(float.IsNaN(value)));
    }

    [Fact]
    public void Goes_down_by_its_gradient_under_every_rule_map()
    {
        Executor executor = new(Network, 1, Schedulers.One);
        Trace trace = executor.Forward(None, Tensor.FromLogical([1, 23], Steps));
        LinearObjective objective = new("relu6", Numbers.Uniform([1, 23], "weights"));
        float[] gradient = executor.Backward(trace, objective)["input"].ToLogical();
        Assert.Equal(gradient, executor.Backward(trace, objective, RuleMap.Deconvnet)["input"].ToLogical());
        Assert.Equal(gradient, executor.Backward(trace, objective, RuleMap.GuidedBackprop)["input"].ToLogical());
    }
}
