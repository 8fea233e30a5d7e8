using ConvLens.Benchmarks.Objectives;
using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Layers;
using ConvLens.Networks.Objectives;
using ConvLens.Testing;

namespace ConvLens.Benchmarks.Tests.Objectives;

public sealed class ObjectiveTests
{
    private static readonly Tensor Input = Numbers.Distinct([2, 3, 4, 5], "input", 0.01f), Target = Numbers.Uniform([2, 3, 4, 5], "target", 2, 3);

    [Fact]
    public void Absolute_error_is_the_mean_of_distances() => Check(
        new NegativeMeanAbsoluteError("same", Target), (y, t) => -Math.Abs(y - t) / 120, (y, t) => Math.Sign(t - y) / 120.0);

    [Fact]
    public void Squared_error_is_the_mean_of_squares() => Check(
        new NegativeMeanSquaredError("same", Target), (y, t) => -(y - t) * (y - t) / 120, (y, t) => -2 * (y - t) / 120);

    [Fact]
    public void Absolute_error_of_equal_numbers_is_zero_and_pulls_nowhere()
    {
        (double value, float[] gradient) = Run(new NegativeMeanAbsoluteError("same", Input), Input);
        Assert.Equal(0, value);
        Assert.All(gradient, number => Assert.Equal(0, number));
    }

    private static void Check(Objective objective, Func<double, double, double> term, Func<double, double, double> slope)
    {
        (double value, float[] gradient) = Run(objective, Input);
        (float Y, float T)[] pairs = [.. Input.ToLogical().Zip(Target.ToLogical())];
        Assert.Equal(pairs.Sum(pair => term(pair.Y, pair.T)), value, 1e-6);
        Assert.All(gradient.Zip(pairs), pair => Assert.Equal(slope(pair.Second.Y, pair.Second.T), pair.First, 1e-8));
    }

    // Average pooling over single pixels hands numbers and signals on as they are.
    private static (double Value, float[] Gradient) Run(Objective objective, Tensor input)
    {
        Network network = new NetworkBuilder("n").AddInput("input", input.Shape.WithN(1)).Add("same", new AveragePooling(1)).Build();
        Executor executor = new(network, input.Shape.N, Schedulers.One);
        Trace trace = executor.Forward(new([]), input);
        return (objective.Value(trace), executor.Backward(trace, objective)["input"].ToLogical());
    }
}
