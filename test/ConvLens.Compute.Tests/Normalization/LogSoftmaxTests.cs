using ConvLens.Compute.Normalization;
using ConvLens.Compute.Tensors;
using ConvLens.Testing;
using ConvLens.Testing.Twins;

namespace ConvLens.Compute.Tests.Normalization;

public sealed class LogSoftmaxTests
{
    // The sum of exponentials, its logarithm and two differences: a few roundings of 2⁻²⁴, of numbers of the size 1 + |y|.
    private const double Roundings = 4.0 / (1 << 24);

    public static TheoryData<int> Classes => [.. Enumerable.Range(1, 40), 67, 1000];

    [Theory, MemberData(nameof(Classes))]
    public void Moderate_logits(int classes) => AssertForward(Numbers.Uniform([70, classes], "logits", -6, 6));

    [Theory, MemberData(nameof(Classes))]
    public void Logits_of_ten_thousand_either_way(int classes) => AssertForward(Numbers.Uniform([5, classes], "logits", -10_000, 10_000));

    [Theory, MemberData(nameof(Classes))]
    public void Close_logits_far_from_zero(int classes)
    {
        AssertForward(Numbers.Uniform([5, classes], "logits", 9_999, 10_001));
        AssertForward(Numbers.Uniform([5, classes], "logits", -10_001, -9_999));
    }

    [Theory, MemberData(nameof(Classes))]
    public void Gradients_from_log_probabilities_and_probabilities(int classes)
    {
        Tensor logits = Numbers.Uniform([6, classes], "logits", -3, 3), signal = Numbers.Uniform([6, classes], "signal");
        TwinArray probabilities = ActivationTwins.Softmax(TwinArray.Of(logits)), dy = TwinArray.Of(signal);
        TwinArray ofLog = new(logits.Shape), ofSoft = new(logits.Shape);
        for (int n = 0; n < 6; n++)
            for (int i = 0; i < classes; i++)
                for (int j = 0; j < classes; j++)
                {
                    // ∂(log p)ⱼ/∂xᵢ = [i = j] − pᵢ and ∂pⱼ/∂xᵢ = pⱼ · ([i = j] − pᵢ).
                    double jacobian = (i == j ? 1 : 0) - probabilities[n, i];
                    ofLog[n, i] += dy[n, j] * jacobian;
                    ofSoft[n, i] += dy[n, j] * probabilities[n, j] * jacobian;
                }

        Tensor y = new(logits.Shape), dx = new(logits.Shape);
        LogSoftmax.Forward(Schedulers.One, classes, logits.Values, y.Span);
        LogSoftmax.Gradient(Schedulers.One, classes, y.Values, signal.Values, dx.Span);
        AssertGradient(ofLog, dx);
        LogSoftmax.Softmax(Schedulers.One, classes, logits.Values, y.Span);
        LogSoftmax.SoftmaxGradient(Schedulers.One, classes, y.Values, signal.Values, dx.Span);
        AssertGradient(ofSoft, dx);
    }

    [Fact]
    public void One_class_is_certain()
    {
        float[] y = new float[2];
        LogSoftmax.Forward(Schedulers.One, 1, [-5, 1e4f], y);
        Assert.Equal([0, 0], y);
        LogSoftmax.Softmax(Schedulers.One, 1, [-5, 1e4f], y);
        Assert.Equal([1, 1], y);
    }

    [Fact]
    public void Impossible_classes_have_probability_zero()
    {
        float[] y = new float[3];
        LogSoftmax.Softmax(Schedulers.One, 3, [1, float.NegativeInfinity, 1], y);
        Assert.Equal([0.5f, 0, 0.5f], y);
    }

    // One class gives a gradient of exactly zero, up to the rounding of exp(0) and sums.
    private static void AssertGradient(TwinArray expected, Tensor found) =>
        Assert.InRange(Tolerance.LargestError(expected.Values, found.ToLogical()), 0, 2e-6);

    private static void AssertForward(Tensor logits)
    {
        TwinArray expected = ActivationTwins.LogSoftmax(TwinArray.Of(logits));
        Tensor logarithms = new(logits.Shape), probabilities = new(logits.Shape);
        LogSoftmax.Forward(Schedulers.One, logits.Shape.C, logits.Values, logarithms.Span);
        LogSoftmax.Softmax(Schedulers.One, logits.Shape.C, logits.Values, probabilities.Span);
        float[] y = logarithms.ToLogical(), p = probabilities.ToLogical();
        for (int i = 0; i < y.Length; i++)
        {
            double bound = Roundings * (1 + Math.Abs(expected.Values[i]));
            Assert.InRange(y[i] - expected.Values[i], -bound, bound);
            Assert.InRange(y[i], float.MinValue, 0);
            Assert.InRange(p[i] - Math.Exp(expected.Values[i]), -2 * bound, 2 * bound);
            Assert.InRange(p[i], 0, 1);
        }
    }
}
