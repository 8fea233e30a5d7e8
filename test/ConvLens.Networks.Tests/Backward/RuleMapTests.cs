using ConvLens.Compute.Tensors;
using ConvLens.Networks.Backward;
using ConvLens.Networks.Execution;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Layers;
using ConvLens.Networks.Objectives;
using ConvLens.Networks.Parameters;
using ConvLens.Networks.Zoo;
using ConvLens.Testing;
using ConvLens.Testing.Gradients;

namespace ConvLens.Networks.Tests.Backward;

public sealed class RuleMapTests
{
    private static readonly ParameterSet None = new([]);
    private static readonly float[] X = [1, -2, 3, -4], Signal = [5, 6, -7, -8];

    public static TheoryData<string, float[], float[]> Examples => new()
    {
        // Where the input is positive; where the signal is positive; where both are. A leak of ½ lets half through instead of nothing.
        { "gradient", [5, 0, -7, 0], [5, 3, -7, -4] },
        { "deconvnet", [5, 6, 0, 0], [5, 6, -3.5f, -4] },
        { "guided-backprop", [5, 0, 0, 0], [5, 3, 0, 0] },
    };

    [Theory, MemberData(nameof(Examples))]
    public void Rules_of_a_rectifier_on_known_numbers(string name, float[] relu, float[] leaky)
    {
        RuleMap map = new[] { RuleMap.Gradient, RuleMap.Deconvnet, RuleMap.GuidedBackprop }.Single(map => map.Name == name);
        Assert.Equal(relu, Through(new Relu(), map));
        Assert.Equal(leaky, Through(new LeakyRelu(0.5f), map));
    }

    [Fact]
    public void Other_layers_have_the_plain_gradient_under_every_map()
    {
        float[] tanh = Through(new Tanh(), RuleMap.Gradient);
        Assert.Equal(tanh, Through(new Tanh(), RuleMap.Deconvnet));
        Assert.Equal(tanh, Through(new Tanh(), RuleMap.GuidedBackprop));
    }

    [Fact]
    public void Deconvnet_ignores_which_units_were_active()
    {
        float[] expected = Through(new Relu(), RuleMap.Deconvnet);
        Assert.Equal(expected, Through(new Relu(), RuleMap.Deconvnet, [-1, -1, -1, -1]));
        Assert.Equal(expected, Through(new Relu(), RuleMap.Deconvnet, [1, 1, 1, 1]));
    }

    [Fact]
    public void Deconvnet_with_the_forward_mask_in_its_rules_place_is_the_gradient()
    {
        Network network = LeNet5.Create();
        RuleMap masked = new("masked", [(NodeSelector.Of<Rectifier>(), new ForwardMaskRule())]);
        Executor executor = new(network, 2, Schedulers.One);
        Trace trace = executor.Forward(ParameterSet.Initialize(network, 1), Numbers.Uniform([2, 1, 28, 28], "images", 0, 1));
        LinearObjective objective = new("fc3", Numbers.Uniform([2, 10], "r"));
        float[] gradient = executor.Backward(trace, objective)["input"].ToLogical();
        Assert.Equal(gradient, executor.Backward(trace, objective, masked)["input"].ToLogical());
        Assert.NotEqual(gradient, executor.Backward(trace, objective, RuleMap.Deconvnet)["input"].ToLogical());
    }

    [Fact]
    public void The_first_entry_that_matches_binds()
    {
        NodeSelector all = NodeSelector.Name("*"), relus = NodeSelector.Of<Relu>();
        Assert.Equal(Through(new Relu(), RuleMap.Deconvnet), Through(new Relu(), new("", [(relus, new DeconvnetRule()), (all, new GuidedRule())])));
        Assert.Equal(Through(new Relu(), RuleMap.GuidedBackprop), Through(new Relu(), new("", [(all, new GuidedRule()), (relus, new DeconvnetRule())])));
    }

    [Fact]
    public void Selectors_mean_kinds_types_names_and_first_occurrences()
    {
        Network network = LeNet5.Create();
        string[] Named(NodeSelector selector) => [.. network.Nodes.Where(node => selector.Matches(network, node)).Select(node => node.Name)];
        Assert.Equal(["relu1", "relu2", "relu3", "relu4"], Named(NodeSelector.Of<Rectifier>()));
        Assert.Equal(["conv1", "conv2"], Named(NodeSelector.Kind("convolution")));
        Assert.Equal(["fc1", "fc2", "fc3"], Named(NodeSelector.Name("fc?")));
        Assert.Equal(["conv1"], Named(NodeSelector.First(NodeSelector.Of<Convolution>())));
        Assert.Equal("first Convolution", NodeSelector.First(NodeSelector.Of<Convolution>()).Description);
        Assert.Empty(Named(NodeSelector.Name("FC1")));
    }

    [Fact]
    public void A_first_selector_binds_its_rule_to_one_node_only()
    {
        Network network = new NetworkBuilder("n").AddInput("input", [1, 4]).Add("upper", new Relu()).Add("middle", new Dense(4) { Bias = false }).Add("lower", new Relu()).Build();
        ParameterSet negative = new([new("middle.weight", Tensor.FromLogical([4, 4], [-1, 0, 0, 0, 0, -1, 0, 0, 0, 0, -1, 0, 0, 0, 0, -1]))]);
        RuleMap firstOnly = new("first", [(NodeSelector.First(NodeSelector.Of<Relu>()), new DeconvnetRule())]);
        // Input all positive: 'lower' is inactive, so its gradient is zero; under deconvnet at both, max(−max(signal, 0), 0) = 0 too.
        // With the inputs negative, 'upper' gives 0 and 'lower' 0: the plain gradient at 'lower' hands nothing to the rule at 'upper'.
        Assert.Equal([0, 0, 0, 0], Walk(network, negative, [1, 1, 1, 1], "lower", Signal, firstOnly));
        // Seeded between the two, the rule of 'upper' alone acts.
        Assert.Equal([0, 0, 7, 8], Walk(network, negative, [-1, -1, -1, -1], "middle", Signal, firstOnly));
    }

    private static float[] Through(Layer layer, RuleMap map, float[]? input = null) =>
        Walk(new NetworkBuilder("n").AddInput("input", [1, 4]).Add("x", layer).Build(), None, input ?? X, "x", Signal, map);

    private static float[] Walk(Network network, ParameterSet parameters, float[] input, string node, float[] signal, RuleMap map)
    {
        Executor executor = new(network, 1, Schedulers.One);
        Trace trace = executor.Forward(parameters, Tensor.FromLogical([1, 4], input));
        Objective objective = new LinearObjective(node, Tensor.FromLogical([1, 4], signal));
        return executor.Backward(trace, objective, map)["input"].ToLogical();
    }

    private sealed record ForwardMaskRule : BackwardRule
    {
        public override string Name => "forward mask";

        public override void Apply(LayerBackward layer)
        {
            Span<float> target = layer.InputSignals[0]!.Span;
            for (int i = 0; i < target.Length; i++) target[i] = layer.Inputs[0].Values[i] > 0 ? layer.Signal.Values[i] : 0;
        }
    }
}
