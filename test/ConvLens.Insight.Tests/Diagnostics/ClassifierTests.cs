using ConvLens.Compute.Tensors;
using ConvLens.Insight.Diagnostics;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Layers;
using ConvLens.Networks.Parameters;
using ConvLens.Networks.Zoo;
using ConvLens.Testing;

namespace ConvLens.Insight.Tests.Diagnostics;

public sealed class ClassifierTests
{
    private static readonly Network Identity = new NetworkBuilder("n").AddInput("input", [1, 3, 1, 1]).Add("flatten", new Flatten()).Add("log_softmax", new LogSoftmax()).Build();

    [Fact]
    public void Probabilities_by_hand()
    {
        // Logits ln 1, ln 2 and ln 5.
        Tensor picture = Tensor.FromLogical([1, 3, 1, 1], [0, MathF.Log(2), MathF.Log(5)]);
        ClassPrediction found = Classifier.Predict(Identity, new ParameterSet([]), picture, index: 17, label: 1, Schedulers.One);
        Assert.Equal(new[] { 0.125, 0.25, 0.625 }, found.Probabilities, (left, right) => Math.Abs(left - right) < 1e-6);
        Assert.Equal((17, 1, 2, false), (found.Index, found.Label, found.Predicted, found.IsCorrect));
        Assert.Same(picture, found.Picture);
    }

    [Fact]
    public void Probabilities_sum_to_1()
    {
        Network network = LeNet5.Create();
        for (int i = 0; i < 5; i++)
        {
            ClassPrediction found = Classifier.Predict(network, ParameterSet.Initialize(network, (ulong)i), Numbers.Uniform([1, 1, 28, 28], $"image {i}", -9, 9), 0, 0, Schedulers.One);
            Assert.Equal(10, found.Probabilities.Count);
            Assert.Equal(1, found.Probabilities.Sum(), 1e-6);
            Assert.All(found.Probabilities, value => Assert.InRange(value, 0, 1));
        }
    }

    [Fact]
    public void Of_equal_probabilities_the_first_class_is_predicted()
    {
        ClassPrediction found = Classifier.Predict(Identity, new ParameterSet([]), Tensor.FromLogical([1, 3, 1, 1], [0, 4, 4]), 0, 1, Schedulers.One);
        Assert.Equal((1, true), (found.Predicted, found.IsCorrect));
    }
}
