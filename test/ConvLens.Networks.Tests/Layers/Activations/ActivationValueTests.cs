using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Layers;
using ConvLens.Networks.Layers.Activations;
using ConvLens.Testing;
using ConvLens.Testing.Gradients;

namespace ConvLens.Networks.Tests.Layers.Activations;

/// <summary>What happens at kinks, bounds and special numbers.</summary>
public sealed class ActivationValueTests
{
    private const float Nan = float.NaN, Infinity = float.PositiveInfinity;

    [Fact]
    public void Nan_stays_nan()
    {
        Layer[] layers =
        [
            new Elu(), new Selu(), new Celu(), new Gelu(), new Gelu(Tanh: true), new HardSigmoid(), new HardSwish(), new Mish(), new Softplus(), new Softsign(), new Swish(),
            new ThresholdedRelu(), new Clip(-1, 1), new Erf(), new Exponential(), new NaturalLogarithm(), new AbsoluteValue(), new Negation(), new Reciprocal(), new SquareRoot(),
            new Round(), new Floor(), new Ceiling(),
        ];
        Assert.All(layers, layer => Assert.Equal([Nan], Run(layer, Nan)));
    }

    [Fact]
    public void Infinities_reach_the_limits()
    {
        Assert.Equal([-1, Infinity], Run(new Elu(), -Infinity, Infinity));
        Assert.Equal([0, 1], Run(new HardSigmoid(), -Infinity, Infinity));
        Assert.Equal([0, Infinity], Run(new Softplus(), -Infinity, Infinity));
        Assert.Equal([-1, 1], Run(new Erf(), -Infinity, Infinity));
        Assert.Equal([0, Infinity], Run(new Exponential(), -Infinity, Infinity));
        Assert.Equal([Nan, -Infinity, -Infinity, Infinity, Nan], Run(new NaturalLogarithm(), -1, -0f, 0, Infinity, -Infinity));
    }

    [Fact]
    public void Halves_round_to_even() => Assert.Equal([-2, -2, 0, 0, 2, 2, 2], Run(new Round(), -2.5f, -1.5f, -0.5f, 0.5f, 1.5f, 2.5f, 2.25f));

    [Fact]
    public void Not_is_one_at_zero_only() => Assert.Equal([0, 1, 1, 0, 0], Run(new Not(), 1, 0, -0f, -2, Nan));

    [Fact]
    public void Crossed_bounds_give_the_upper() => Assert.Equal([-1, -1, -1], Run(new Clip(1, -1), -2, 0, 2));

    [Fact]
    public void A_clip_passes_the_gradient_at_its_bounds() => Assert.Equal([0, 1, 1, 1, 0], Slopes(new Clip(-1, 1), -1.5f, -1, 0, 1, 1.5f));

    [Fact]
    public void Kinks_have_the_slopes_that_are_stated()
    {
        Assert.Equal([-1, 0, 1], Slopes(new AbsoluteValue(), -2, 0, 2));
        Assert.Equal([0, 0, 1], Slopes(new ThresholdedRelu(2), 1, 2, 3));
        Assert.Equal([0, 0.5f, 0], Slopes(new HardSigmoid(0.5f, 0.5f), -1, 0, 1));
        Assert.Equal([0.25f, 0.25f, 1], Slopes(new Elu(0.25f), -0f, 0, 1));
    }

    private static float[] Run(Layer layer, params float[] x) => Trace(layer, x).Trace["layer"].ToLogical();

    private static float[] Slopes(Layer layer, params float[] x)
    {
        (Executor executor, Trace trace) = Trace(layer, x);
        return executor.Backward(trace, new LinearObjective("layer", Tensor.FromLogical([1, x.Length], [.. x.Select(_ => 1f)])))["input"].ToLogical();
    }

    private static (Executor Executor, Trace Trace) Trace(Layer layer, float[] x)
    {
        Network network = new NetworkBuilder("n").AddInput("input", [1, x.Length]).Add("layer", layer).Build();
        Executor executor = new(network, 1, Schedulers.One);
        return (executor, executor.Forward(new([]), Tensor.FromLogical([1, x.Length], x)));
    }
}
