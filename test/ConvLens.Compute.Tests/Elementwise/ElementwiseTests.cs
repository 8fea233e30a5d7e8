using ConvLens.Compute.Elementwise;
using ConvLens.Compute.Tensors;
using ConvLens.Testing;

namespace ConvLens.Compute.Tests.Elementwise;

public sealed class ElementwiseTests
{
    public static TheoryData<int> Lengths => [.. Enumerable.Range(1, 67), (1 << 14) - 1, 1 << 14, (1 << 14) + 1, (1 << 15) + 19];

    [Theory, MemberData(nameof(Lengths))]
    public void Sums_products_and_multiples_reach_every_number(int length)
    {
        Tensor x = Numbers.Whole([length], "x"), y = Numbers.Whole([length], "y"), sum = new([length]), product = new([length]), scaled = y.Copy();
        Arithmetic.Add(Schedulers.One, x.Values, y.Values, sum.Span);
        Arithmetic.Multiply(Schedulers.One, x.Values, y.Values, product.Span);
        Arithmetic.AddScaled(Schedulers.One, -3, x.Values, scaled.Span);
        for (int i = 0; i < length; i++)
            Assert.Equal((x.Values[i] + y.Values[i], x.Values[i] * y.Values[i], y.Values[i] - (3 * x.Values[i])), (sum.Values[i], product.Values[i], scaled.Values[i]));
    }

    [Theory, MemberData(nameof(Lengths))]
    public void Rectifiers_and_their_gradients_reach_every_number(int length)
    {
        Tensor x = Numbers.Whole([length], "x", 2), dy = Numbers.Whole([length], "dy"), y = new([length]), dx = new([length]);
        foreach (float slope in (float[])[0, 0.25f])
        {
            Relu.Forward(Schedulers.One, slope, x.Values, y.Span);
            Relu.Gradient(Schedulers.One, slope, x.Values, dy.Values, dx.Span);
            for (int i = 0; i < length; i++)
                Assert.Equal((x.Values[i] >= 0 ? x.Values[i] : slope * x.Values[i], x.Values[i] > 0 ? dy.Values[i] : slope * dy.Values[i]), (y.Values[i], dx.Values[i]));
        }
    }

    [Theory, MemberData(nameof(Lengths))]
    public void Rectifiers_with_a_ceiling_and_their_gradients_reach_every_number(int length)
    {
        // Whole numbers from −9 to 9, so that both edges are met; the gradient from the output is the one from the input.
        Tensor x = Numbers.Whole([length], "x", 9), dy = Numbers.Whole([length], "dy"), y = new([length]), dx = new([length]), fromOutput = new([length]);
        Rectification rectification = new(0.25f, 6);
        Relu.Forward(Schedulers.One, rectification, x.Values, y.Span);
        Relu.Gradient(Schedulers.One, rectification, x.Values, dy.Values, dx.Span);
        Relu.Gradient(Schedulers.One, rectification, y.Values, dy.Values, fromOutput.Span);
        for (int i = 0; i < length; i++)
        {
            float value = x.Values[i], slope = value >= 6 ? 0 : value > 0 ? 1 : 0.25f;
            Assert.Equal((value > 6 ? 6 : value >= 0 ? value : 0.25f * value, slope * dy.Values[i], slope * dy.Values[i]), (y.Values[i], dx.Values[i], fromOutput.Values[i]));
        }
    }

    [Theory, MemberData(nameof(Lengths))]
    public void Gradients_of_tanh_and_sigmoid_come_from_their_outputs(int length)
    {
        Tensor y = Numbers.Uniform([length], "y", 0, 1), dy = Numbers.Uniform([length], "dy"), ofTanh = new([length]), ofSigmoid = new([length]);
        Tanh.Gradient(Schedulers.One, y.Values, dy.Values, ofTanh.Span);
        Sigmoid.Gradient(Schedulers.One, y.Values, dy.Values, ofSigmoid.Span);
        for (int i = 0; i < length; i++)
        {
            // One rounding of the slope, one of the product: 2⁻²³ of the result.
            double value = y.Values[i], t = dy.Values[i] * (1 - (value * value)), s = dy.Values[i] * (value * (1 - value));
            Assert.InRange(ofTanh.Values[i] - t, -1.2e-7 * Math.Abs(t), 1.2e-7 * Math.Abs(t));
            Assert.InRange(ofSigmoid.Values[i] - s, -1.2e-7 * Math.Abs(s), 1.2e-7 * Math.Abs(s));
        }
    }

    [Fact]
    public void Rectifiers_of_special_numbers()
    {
        float[] x = [float.NaN, float.NegativeInfinity, float.PositiveInfinity, -0f, 0], y = new float[5];
        Relu.Forward(Schedulers.One, 0, x, y);
        Assert.Equal([float.NaN, 0, float.PositiveInfinity, 0, 0], y);
        Relu.Forward(Schedulers.One, 0.5f, x, y);
        Assert.Equal([float.NaN, float.NegativeInfinity, float.PositiveInfinity, 0, 0], y);
        Relu.Forward(Schedulers.One, new Rectification(0, 6), x, y);
        Assert.Equal([float.NaN, 0, 6, 0, 0], y);
        Relu.Forward(Schedulers.One, default(Rectification), x, y);
        Assert.Equal(x, y);
    }

    [Fact]
    public void A_dead_unit_passes_no_signal_however_large()
    {
        float[] dx = new float[3];
        Relu.Gradient(Schedulers.One, 0, [-1, 0, 1], [float.PositiveInfinity, float.NaN, 2], dx);
        Assert.Equal([0, 0, 2], dx);
    }

    [Fact]
    public void Output_may_be_an_input()
    {
        float[] x = [-1, 2, -3];
        Relu.Forward(Schedulers.One, 0, x, x);
        Assert.Equal([0, 2, 0], x);
    }

    [Fact]
    public void Spans_of_another_length_are_refused()
    {
        float[] three = new float[3], two = new float[2];
        Assert.Throws<ArgumentException>(() => Arithmetic.Add(Schedulers.One, two, three, three));
        Assert.Throws<ArgumentException>(() => Arithmetic.Add(Schedulers.One, three, two, three));
        Assert.Throws<ArgumentException>(() => Tanh.Forward(Schedulers.One, two, three));
    }
}
