using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Layers;
using ConvLens.Networks.Parameters;
using ConvLens.Testing;
using ConvLens.Testing.Gradients;
using ConvLens.Testing.Twins;

namespace ConvLens.Networks.Tests.Layers;

public sealed class BatchNormalizationTests
{
    private static readonly Network Network = new NetworkBuilder("n").AddInput("input", [1, 3, 4, 5]).Add("norm", new BatchNormalization { Momentum = 0.2f }).Build();

    private static readonly BatchNormalization Columns = new() { Axis = NormalizationAxis.Column };

    [Fact]
    public void A_training_pass_reports_the_batchs_mean_and_unbiased_variance()
    {
        Tensor input = Numbers.Uniform([6, 3, 4, 5], "input", 1, 5);
        Executor executor = new(Network, 6, Schedulers.One);
        executor.Forward(ParameterSet.Initialize(Network, 1), input, ForwardMode.Training(1, 1));
        (double[] mean, double[] variance) = BatchNormalizationTwin.Observe(TwinArray.Of(input));
        double[] unbiased = [.. variance.Select(value => value * 120 / 119)];
        Dictionary<string, (Tensor Observed, float Momentum)> statistics = executor.Statistics.ToDictionary(s => s.Parameter, s => (s.Observed, s.Momentum), StringComparer.Ordinal);
        Assert.Equal(["norm.running_mean", "norm.running_var"], statistics.Keys);
        Assert.InRange(Tolerance.RelativeError(mean, statistics["norm.running_mean"].Observed.Values), 0, 1e-6);
        Assert.InRange(Tolerance.RelativeError(unbiased, statistics["norm.running_var"].Observed.Values), 0, 1e-6);
        Assert.All(statistics.Values, statistic => Assert.Equal(0.2f, statistic.Momentum));
    }

    [Fact]
    public void Training_output_has_mean_zero_and_variance_one_whatever_the_running_statistics()
    {
        Tensor input = Numbers.Uniform([6, 3, 4, 5], "input", 100, 103);
        ParameterSet parameters = ParameterSet.Initialize(Network, 1).With("norm.running_mean", Tensor.FromLogical([3], [9, 9, 9]));
        Tensor output = new Executor(Network, 6, Schedulers.One).Forward(parameters, input, ForwardMode.Training(1, 1))["norm"];
        (double[] mean, double[] variance) = BatchNormalizationTwin.Observe(TwinArray.Of(output));
        // The sum of 120 numbers near 100 rounds to a grid of 2⁻¹⁰ near its end: some 1e-4 of the mean, before the division by 0.87.
        // ε = 1e-5 takes its share of the variance 0.75.
        Assert.All(mean, value => Assert.InRange(value, -2e-4, 2e-4));
        Assert.All(variance, value => Assert.InRange(value, 1 - 5e-5, 1 + 2e-5));
    }

    [Fact]
    public void A_constant_channel_gives_its_bias_and_finite_gradients()
    {
        Tensor input = new([2, 3, 4, 5]);
        input.Span.Fill(7);
        ParameterSet parameters = ParameterSet.Initialize(Network, 1).With("norm.bias", Tensor.FromLogical([3], [1, 2, 3]));
        Executor executor = new(Network, 2, Schedulers.One);
        Trace trace = executor.Forward(parameters, input, ForwardMode.Training(1, 1));
        Assert.Equal(2, trace["norm"][1, 1, 3, 4], 1e-3);
        LinearObjective objective = new("norm", Numbers.Uniform([2, 3, 4, 5], "r"));
        Signals signals = executor.Backward(trace, objective, wanted: ["input"], parameters: true);
        Assert.All(signals["input"].ToLogical(), value => Assert.True(float.IsFinite(value)));
        Assert.All(signals.Parameters["norm.weight"].ToLogical(), value => Assert.Equal(0, value));
    }

    [Theory]
    [InlineData(32, 1)]
    [InlineData(32, 16)]
    [InlineData(8, 8)]
    public void Columns_have_four_numbers_for_each_column_however_many_channels(int columns, int channels)
    {
        Network network = new NetworkBuilder("n").AddInput("input", [1, channels, 3, columns]).Add("norm", Columns).Build();
        Assert.All(network.Parameters, parameter => Assert.Equal<Shape>([columns], parameter.Spec.Shape));
        Assert.Equal(4, network.Parameters.Count());
    }

    [Fact]
    public void Columns_are_shifted_and_scaled_each_by_itself()
    {
        Network network = new NetworkBuilder("n").AddInput("input", [1, 2, 2, 3]).Add("norm", Columns).Build();
        // Column x holds only 10x − 1 and 10x + 1, as often as one another: mean 10x, variance 1.
        Tensor input = Tensor.FromLogical([1, 2, 2, 3], [-1, 11, 21, 1, 9, 19, 1, 9, 21, -1, 11, 19]);
        ParameterSet parameters = ParameterSet.Initialize(network, 1)
            .With("norm.weight", Tensor.FromLogical([3], [1, 2, 3])).With("norm.bias", Tensor.FromLogical([3], [100, 200, 300]));
        Tensor output = new Executor(network, 1, Schedulers.One).Forward(parameters, input, ForwardMode.Training(1, 1))["norm"];
        float[] expected = [99, 202, 303, 101, 198, 297, 101, 198, 303, 99, 202, 297];
        // ε = 1e-5 takes 5e-6 of a deviation of at most 3; float32 near 300 holds 3e-5.
        Assert.All(output.ToLogical().Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 1e-4));
    }

    [Fact]
    public void Columns_report_their_mean_and_unbiased_variance()
    {
        Network network = new NetworkBuilder("n").AddInput("input", [1, 3, 4, 5]).Add("norm", Columns).Build();
        Tensor input = Numbers.Uniform([6, 3, 4, 5], "input", 1, 5);
        Executor executor = new(network, 6, Schedulers.One);
        executor.Forward(ParameterSet.Initialize(network, 1), input, ForwardMode.Training(1, 1));
        (double[] mean, double[] variance) = BatchNormalizationTwin.Observe(TwinArray.Of(input), NormalizationAxis.Column);
        Tensor[] observed = [.. executor.Statistics.Select(statistic => statistic.Observed)];
        Assert.InRange(Tolerance.RelativeError(mean, observed[0].Values), 0, 1e-6);
        Assert.InRange(Tolerance.RelativeError([.. variance.Select(value => value * 72 / 71)], observed[1].Values), 0, 1e-6);
    }
}
