using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Layers;
using ConvLens.Networks.Parameters;
using ConvLens.Testing;
using ConvLens.Training.Losses;

namespace ConvLens.Training.Tests.Losses;

public sealed class LogLikelihoodTests
{
    private static readonly Network Probabilities = new NetworkBuilder("n").AddInput("input", [1, 3]).Build();
    private static readonly Tensor Rows = Tensor.FromLogical([2, 3], [-0.5f, -1.5f, -2.5f, -4, -0.25f, -3]);

    [Fact]
    public void Value_is_the_mean_log_probability_of_the_true_classes()
    {
        (Executor _, Trace trace) = Run(Rows);
        Assert.Equal((-2.5 - 0.25) / 2, new LogLikelihood("input", [2, 1]).Value(trace));
        Assert.Equal((-0.5 - 4) / 2, new LogLikelihood("input", [0, 0]).Value(trace));
        Assert.Equal((0.5 + 4) / 2, (-new LogLikelihood("input", [0, 0])).Value(trace));
    }

    [Fact]
    public void Seed_is_one_over_the_batch_at_each_true_class()
    {
        (Executor executor, Trace trace) = Run(Rows);
        Assert.Equal([0, 0, 0.5f, 0, 0.5f, 0], executor.Backward(trace, new LogLikelihood("input", [2, 1]))["input"].ToLogical());
        Assert.Equal([-0.5f, 0, 0, -0.5f, 0, 0], executor.Backward(trace, -new LogLikelihood("input", [0, 0]))["input"].ToLogical());
        Assert.Equal([1.5f, 0, 0.5f, 0.5f, 1.5f, 0], executor.Backward(trace, new LogLikelihood("input", [2, 0]) + (3 * new LogLikelihood("input", [0, 1])))["input"].ToLogical());
    }

    [Fact]
    public void Labels_are_read_when_it_is_evaluated()
    {
        (Executor _, Trace trace) = Run(Rows);
        int[] labels = [0, 0];
        LogLikelihood objective = new("input", labels);
        (labels[0], labels[1]) = (2, 1);
        Assert.Equal((-2.5 - 0.25) / 2, objective.Value(trace));
    }

    [Fact]
    public void Before_a_log_softmax_the_gradient_is_the_true_class_minus_the_probabilities()
    {
        Network network = new NetworkBuilder("n").AddInput("logits", [1, 4]).Add("log_softmax", new LogSoftmax()).Build();
        Tensor logits = Numbers.Uniform([2, 4], "logits", -2, 2);
        Executor executor = new(network, 2, Schedulers.One);
        Trace trace = executor.Forward(new ParameterSet([]), logits);
        int[] labels = [3, 1];
        float[] found = executor.Backward(trace, new LogLikelihood("log_softmax", labels))["logits"].ToLogical();
        for (int n = 0; n < 2; n++)
        {
            double sum = Enumerable.Range(0, 4).Sum(c => Math.Exp(logits[n, c]));
            for (int c = 0; c < 4; c++) Assert.Equal(((labels[n] == c ? 1 : 0) - (Math.Exp(logits[n, c]) / sum)) / 2, found[(n * 4) + c], 1e-6);
        }
    }

    [Theory]
    [InlineData(new[] { 0, 3 }, "labels at node 'input' are 0 to 2, found 3 at sample 1")]
    [InlineData(new[] { -1, 0 }, "labels at node 'input' are 0 to 2, found -1 at sample 0")]
    [InlineData(new[] { 0 }, "1 labels need 1 rows of log-probabilities at node 'input', found 2×3")]
    public void Labels_without_a_class_or_a_sample_are_refused(int[] labels, string message)
    {
        (Executor executor, Trace trace) = Run(Rows);
        LogLikelihood objective = new("input", labels);
        Assert.Equal(message, Assert.Throws<NetworkException>(() => objective.Value(trace)).Message);
        Assert.Equal(message, Assert.Throws<NetworkException>(() => executor.Backward(trace, objective)).Message);
    }

    [Fact]
    public void It_names_itself_and_its_node()
    {
        LogLikelihood objective = new("log_softmax", [0]);
        Assert.Equal("log-likelihood at log_softmax", objective.Name);
        Assert.Equal(["log_softmax"], objective.Nodes);
    }

    private static (Executor Executor, Trace Trace) Run(Tensor rows)
    {
        Executor executor = new(Probabilities, rows.Shape.N, Schedulers.One);
        return (executor, executor.Forward(new ParameterSet([]), rows));
    }
}
