using ConvLens.Compute.Tensors;
using ConvLens.Data.Batches;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Layers;
using ConvLens.Networks.Parameters;
using ConvLens.Testing;

namespace ConvLens.Training.Tests;

public sealed class EvaluatorTests
{
    // Two pixels are the two logits.
    private static readonly Network Identity = new NetworkBuilder("n").AddInput("input", [1, 2, 1, 1]).Add("flatten", new Flatten()).Add("log_softmax", new LogSoftmax()).Build();

    [Fact]
    public void Loss_and_accuracy_by_hand()
    {
        // Logits (0, ln 3): probabilities ¼ and ¾. Logits (ln 4, 0): ⅘ and ⅕.
        Tensor pictures = Tensor.FromLogical([3, 2, 1, 1], [0, MathF.Log(3), MathF.Log(4), 0, 0, MathF.Log(3)]);
        Evaluation found = new Evaluator(Identity, new("d", pictures, [1, 1, 0], ["a", "b"]), Schedulers.One).Evaluate(new ParameterSet([]));
        Assert.Equal((Math.Log(4.0 / 3) + Math.Log(5) + Math.Log(4)) / 3, found.Loss, 1e-6);
        Assert.Equal(1.0 / 3, found.Accuracy);
        Assert.Equal([1, 0, 1], found.Predicted);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(249)]
    [InlineData(250)]
    [InlineData(251)]
    [InlineData(733)]
    public void Every_sample_counts_once_whatever_the_number(int count)
    {
        Tensor pictures = Numbers.Uniform([count, 2, 1, 1], "pictures", -3, 3);
        int[] labels = [.. Enumerable.Range(0, count).Select(i => i * 7 % 5 % 2)];
        Evaluation found = new Evaluator(Identity, new("d", pictures, labels, ["a", "b"]), Schedulers.One).Evaluate(new ParameterSet([]));
        double loss = 0;
        int right = 0;
        for (int i = 0; i < count; i++)
        {
            double zero = pictures[i, 0, 0, 0], one = pictures[i, 1, 0, 0];
            loss += Math.Log(Math.Exp(zero) + Math.Exp(one)) - (labels[i] == 0 ? zero : one);
            Assert.Equal(one > zero ? 1 : 0, found.Predicted[i]);
            if (found.Predicted[i] == labels[i]) right++;
        }

        Assert.Equal(count, found.Predicted.Count);
        Assert.Equal(loss / count, found.Loss, 1e-6);
        Assert.Equal((double)right / count, found.Accuracy);
    }

    [Fact]
    public void It_measures_in_inference_mode()
    {
        // Dropout would give other numbers from run to run of the seed, batch normalization other numbers from batch to batch.
        ParameterSet parameters = ParameterSet.Initialize(ToyProblem.Network, 1);
        Evaluation all = new Evaluator(ToyProblem.Network, ToyProblem.Train, Schedulers.One).Evaluate(parameters);
        Evaluation one = new Evaluator(ToyProblem.Network, ToyProblem.Train.Take(1), Schedulers.One).Evaluate(parameters);
        Dataset twice = new("twice", ToyProblem.Train.Inputs.Slice(0, 1), [ToyProblem.Train.Labels[0]], ToyProblem.Train.ClassNames);
        Assert.Equal(one.Loss, new Evaluator(ToyProblem.Network, twice, Schedulers.One).Evaluate(parameters).Loss);
        double sum = Enumerable.Range(0, ToyProblem.Train.Count).Sum(i =>
            new Evaluator(ToyProblem.Network, new("one", ToyProblem.Train.Inputs.Slice(i, 1), [ToyProblem.Train.Labels[i]], ToyProblem.Train.ClassNames), Schedulers.One).Evaluate(parameters).Loss);
        Assert.Equal(sum / ToyProblem.Train.Count, all.Loss, 1e-12);
    }
}
