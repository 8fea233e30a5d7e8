using ConvLens.Benchmarks.Networks;
using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Parameters;
using ConvLens.Networks.Zoo;
using ConvLens.Testing;

namespace ConvLens.Benchmarks.Tests.Networks;

public sealed class InitialValuesTests
{
    [Fact]
    public void He_weights_have_the_deviation_root_of_two_over_fan_in_and_biases_are_zero()
    {
        IReadOnlyDictionary<string, Tensor> values = InitialValues.He(SqueezeNet.Create(1, 224));
        // 147,456 numbers: the deviation of a uniform distribution is known to 0.12 % with one standard error; five of them.
        float[] weights = values["features.12.expand3x3.weight"].ToLogical();
        Assert.InRange(Math.Sqrt(weights.Average(w => (double)w * w)), Math.Sqrt(2d / (64 * 9)) * 0.994, Math.Sqrt(2d / (64 * 9)) * 1.006);
        Assert.All(values["features.12.expand3x3.bias"].ToLogical(), bias => Assert.Equal(0, bias));
    }

    [Fact]
    public void Activations_keep_their_size_through_eighteen_layers()
    {
        Network network = SqueezeNet.Create(1, 224);
        Tensor picture = InitialValues.Picture([1, 3, 224, 224], "picture");
        Trace trace = new Executor(network, 1, Schedulers.One).Forward(new ParameterSet(InitialValues.He(network)), picture);
        Assert.InRange(trace["classifier.1"].ToLogical().Max(), 1e-2, 1e2);
    }

    [Fact]
    public void Running_statistics_start_at_zero_and_one()
    {
        IReadOnlyDictionary<string, Tensor> values = InitialValues.Default(DualNet.CreateMagnitude(8, 4));
        Assert.All(values["batch_normalization_1.running_mean"].ToLogical(), value => Assert.Equal(0, value));
        Assert.All(values["batch_normalization_1.running_var"].ToLogical(), value => Assert.Equal(1, value));
        Assert.All(values["batch_normalization_1.weight"].ToLogical(), value => Assert.Equal(1, value));
    }
}
