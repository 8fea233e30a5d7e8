using ConvLens.Compute.Tensors;
using ConvLens.Insight.Attribution;
using ConvLens.Insight.Objectives;
using ConvLens.Networks.Backward;
using ConvLens.Networks.Execution;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Layers;
using ConvLens.Networks.Parameters;
using ConvLens.Networks.Zoo;
using ConvLens.Testing;
using ConvLens.Testing.Networks;

namespace ConvLens.Insight.Tests.Attribution;

public sealed class GradientAttributorTests
{
    private static readonly Network Chain = TinyNetworks.Chain();
    private static readonly ParameterSet Parameters = TinyNetworks.Parameters(Chain);
    private static readonly Tensor Input = TinyNetworks.Inputs(Chain, 1)["input"];

    [Fact]
    public void The_plain_gradient_is_the_central_difference()
    {
        for (int target = 0; target < 4; target++)
        {
            InputGradient found = GradientAttributor.Attribute(Chain, Parameters, Input, new ClassScore("fc1", target), RuleMap.Gradient, Schedulers.One);
            Tolerance.AssertClose(EnergyGradient.OfScore(Chain, Parameters, Input, "fc1", target), found.Signal, 1e-5);
            Assert.Equal(("gradient", $"fc1:{target}"), (found.Method, found.Target));
            Assert.Equal(new Executor(Chain, 1, Schedulers.One).Forward(Parameters, Input)["fc1"][0, target], found.Score);
            Assert.Same(Input, found.Input);
        }
    }

    [Theory]
    [InlineData("conv1")]
    [InlineData("pool1")]
    [InlineData("relu1")]
    public void The_gradient_of_a_maps_energy_is_the_central_difference(string node)
    {
        InputGradient found = GradientAttributor.Attribute(Chain, Parameters, Input, new FeatureMapEnergy(node, 1), RuleMap.Gradient, Schedulers.One);
        Tolerance.AssertClose(EnergyGradient.ByCentralDifferences(Chain, Parameters, Input, node, 1), found.Signal, 1e-5);
    }

    [Fact]
    public void Every_layer_kind_hands_its_gradient_down()
    {
        Network network = TinyNetworks.EveryKind();
        ParameterSet parameters = TinyNetworks.Parameters(network);
        Tensor input = TinyNetworks.Inputs(network, 1)["input"];
        InputGradient found = GradientAttributor.Attribute(network, parameters, input, new ClassScore("softmax", 2), RuleMap.Gradient, Schedulers.One);
        Tolerance.AssertClose(EnergyGradient.OfScore(network, parameters, input, "softmax", 2), found.Signal, 1e-5);
    }

    [Fact]
    public void The_deconvnet_rule_with_the_forward_mask_in_its_place_is_the_gradient()
    {
        Network network = LeNet5.Create();
        ParameterSet parameters = ParameterSet.Initialize(network, 2);
        Tensor image = Numbers.Uniform([1, 1, 28, 28], "image", 0, 1);
        RuleMap masked = new("masked", [.. RuleMap.Deconvnet.Entries.Select(entry => (entry.Selector, (BackwardRule)new ForwardMaskRule()))]);
        float[] Signal(RuleMap rules) => GradientAttributor.Attribute(network, parameters, image, new ClassScore("fc3", 3), rules, Schedulers.One).Signal.ToLogical();
        Assert.Equal(Signal(RuleMap.Gradient), Signal(masked));
        Assert.NotEqual(Signal(RuleMap.Gradient), Signal(RuleMap.Deconvnet));
    }

    [Fact]
    public void Samples_of_a_batch_have_each_their_own_gradient()
    {
        Tensor batch = TinyNetworks.Inputs(Chain, 3)["input"];
        float[] together = GradientAttributor.Attribute(Chain, Parameters, batch, new ClassScore("fc1", 2), RuleMap.GuidedBackprop, Schedulers.One).Signal.ToLogical();
        Assert.Equal(together, Enumerable.Range(0, 3).SelectMany(n =>
            GradientAttributor.Attribute(Chain, Parameters, batch.Slice(n, 1), new ClassScore("fc1", 2), RuleMap.GuidedBackprop, Schedulers.One).Signal.ToLogical()));
    }

    private sealed record ForwardMaskRule : BackwardRule
    {
        public override string Name => "forward mask";

        public override void Apply(LayerBackward layer)
        {
            Assert.IsAssignableFrom<Rectifier>(layer.Node.Layer);
            Span<float> target = layer.InputSignals[0]!.Span;
            for (int i = 0; i < target.Length; i++) target[i] = layer.Inputs[0].Values[i] > 0 ? layer.Signal.Values[i] : 0;
        }
    }
}
