using ConvLens.Compute.Tensors;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Layers;
using ConvLens.Networks.Layers.Activations;
using ConvLens.Testing;
using ConvLens.Testing.Gradients;

namespace ConvLens.Networks.Tests.Layers.Activations;

/// <summary>Each activation against its twin, on numbers on both sides of its kinks and at none of them.</summary>
/// <remarks>The functions are within a few units in the last place, 2⁻²³ each; slopes multiply two or three of them.</remarks>
public sealed class ActivationGradientTests
{
    private static readonly Dictionary<string, (Layer Layer, float Low, float High)> Activations = new(StringComparer.Ordinal)
    {
        ["elu"] = (new Elu(), -5, 5),
        ["elu of another alpha"] = (new Elu(0.3f), -5, 5),
        ["selu"] = (new Selu(), -5, 5),
        ["selu of other constants"] = (new Selu(2, 3), -5, 5),
        ["celu"] = (new Celu(), -5, 5),
        ["celu of another alpha"] = (new Celu(2.5f), -5, 5),
        ["gelu"] = (new Gelu(), -5, 5),
        ["gelu by tanh"] = (new Gelu(Tanh: true), -5, 5),
        ["hard sigmoid"] = (new HardSigmoid(), -4, 4),
        ["hard sigmoid of other constants"] = (new HardSigmoid(0.5f, 0.6f), -4, 4),
        ["hard swish"] = (new HardSwish(), -5, 5),
        ["mish"] = (new Mish(), -9, 30),
        ["softplus"] = (new Softplus(), -20, 20),
        ["softsign"] = (new Softsign(), -5, 5),
        ["swish"] = (new Swish(), -9, 9),
        ["swish of another alpha"] = (new Swish(1.7f), -9, 9),
        ["thresholded relu"] = (new ThresholdedRelu(), -3, 3),
        ["thresholded relu below zero"] = (new ThresholdedRelu(-1.5f), -3, 3),
        ["clip"] = (new Clip(-1.25f, 0.75f), -3, 3),
        ["clip from below"] = (new Clip(Min: -1), -3, 3),
        ["clip from above"] = (new Clip(Max: 1), -3, 3),
        ["erf"] = (new Erf(), -4, 4),
        ["exponential"] = (new Exponential(), -5, 5),
        ["natural logarithm"] = (new NaturalLogarithm(), 0.01f, 9),
        ["absolute value"] = (new AbsoluteValue(), -2, 2),
        ["negation"] = (new Negation(), -2, 2),
        ["reciprocal"] = (new Reciprocal(), 0.1f, 4),
        ["square root"] = (new SquareRoot(), 0.1f, 4),
        ["round"] = (new Round(), -3, 3),
        ["floor"] = (new Floor(), -3, 3),
        ["ceiling"] = (new Ceiling(), -3, 3),
        ["not"] = (new Not(), -3, 3),
    };

    public static TheoryData<string> Names => [.. Activations.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Values_and_gradients_hold(string name)
    {
        (Layer layer, float low, float high) = Activations[name];
        Network network = new NetworkBuilder(name).AddInput("input", [1, 3, 5, 7]).Add("layer", layer).Build();
        // Steps of 1 / 105 of the range, shifted by 0.0003: no number lies at a kink.
        float[] steps = [.. Numbers.Distinct([2, 3, 5, 7], "input").ToLogical().Select(step => low + ((step + 105) / 210 * (high - low)) + 0.0003f)];
        GradientCheck.AssertHolds(network, new([]), new Dictionary<string, Tensor> { ["input"] = Tensor.FromLogical([2, 3, 5, 7], steps) }, 1e-6);
    }
}
