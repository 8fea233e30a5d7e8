using ConvLens.Compute.Optimization;
using ConvLens.Compute.Tensors;
using ConvLens.Testing;

namespace ConvLens.Compute.Tests.Optimization;

public sealed class OptimizerStepTests
{
    // Every step rounds a handful of times by 2⁻²⁴; six steps stay well within this.
    private const double Bound = 1e-6;
    private const int Steps = 6;

    public static TheoryData<int> Lengths => [.. Enumerable.Range(1, 67), (1 << 14) + 5];

    [Theory, MemberData(nameof(Lengths))]
    public void Adam_follows_its_paper(int length)
    {
        const float Rate = 0.01f, Beta1 = 0.9f, Beta2 = 0.999f, Epsilon = 1e-3f;
        Tensor parameters = Numbers.Uniform([length], "p"), mean = new([length]), square = new([length]);
        double[] p = AsDouble(parameters), m = new double[length], v = new double[length];
        for (int t = 1; t <= Steps; t++)
        {
            Tensor gradient = Numbers.Uniform([length], $"g/{t}");
            new AdamStep(Rate, Beta1, Beta2, Epsilon, (float)(1 - Math.Pow(Beta1, t)), (float)(1 - Math.Pow(Beta2, t)))
                .For(parameters, mean, square).Run(Schedulers.One, gradient.Values);
            for (int i = 0; i < length; i++)
            {
                double g = gradient.Values[i];
                m[i] = (Beta1 * m[i]) + ((1 - (double)Beta1) * g);
                v[i] = (Beta2 * v[i]) + ((1 - (double)Beta2) * g * g);
                p[i] -= Rate * (m[i] / (1 - Math.Pow(Beta1, t))) / (Math.Sqrt(v[i] / (1 - Math.Pow(Beta2, t))) + Epsilon);
            }
        }

        Assert.InRange(Tolerance.RelativeError(p, parameters.Values), 0, Bound);
        Assert.InRange(Tolerance.RelativeError(m, mean.Values), 0, Bound);
        Assert.InRange(Tolerance.RelativeError(v, square.Values), 0, Bound);
    }

    [Theory, MemberData(nameof(Lengths))]
    public void Momentum_accumulates_velocity(int length)
    {
        const float Rate = 0.1f, Momentum = 0.9f;
        Tensor parameters = Numbers.Uniform([length], "p"), velocity = new([length]);
        double[] p = AsDouble(parameters), v = new double[length];
        for (int t = 1; t <= Steps; t++)
        {
            Tensor gradient = Numbers.Uniform([length], $"g/{t}");
            new MomentumStep(Rate, Momentum).For(parameters, velocity).Run(Schedulers.One, gradient.Values);
            for (int i = 0; i < length; i++)
            {
                v[i] = (Momentum * v[i]) + gradient.Values[i];
                p[i] -= Rate * v[i];
            }
        }

        Assert.InRange(Tolerance.RelativeError(p, parameters.Values), 0, Bound);
        Assert.InRange(Tolerance.RelativeError(v, velocity.Values), 0, Bound);
    }

    [Fact]
    public void Adams_first_step_is_the_learning_rate_whatever_the_gradients_size()
    {
        Tensor parameters = new([2]);
        new AdamStep(0.5f, 0.9f, 0.999f, 0, 1 - 0.9f, 1 - 0.999f).For(parameters, new([2]), new([2])).Run(Schedulers.One, [1e-6f, -1e6f]);
        Assert.Equal(-0.5, parameters.Values[0], 1e-5);
        Assert.Equal(0.5, parameters.Values[1], 1e-5);
    }

    [Fact]
    public void A_gradient_of_zero_moves_nothing()
    {
        Tensor parameters = Tensor.FromLogical([1], [3]);
        new AdamStep(0.5f, 0.9f, 0.999f, 1e-8f, 0.1f, 0.001f).For(parameters, new([1]), new([1])).Run(Schedulers.One, [0]);
        Assert.Equal(3, parameters.Values[0]);
    }

    [Theory, MemberData(nameof(Lengths))]
    public void Plain_descent_is_momentum_without_any(int length)
    {
        Tensor gradient = Numbers.Uniform([length], "g"), plain = Numbers.Uniform([length], "p"), heavy = plain.Copy();
        new DescentStep(0.1f).For(plain).Run(Schedulers.One, gradient.Values);
        new MomentumStep(0.1f, 0).For(heavy, new([length])).Run(Schedulers.One, gradient.Values);
        Assert.Equal(heavy.ToLogical(), plain.ToLogical());
    }

    [Fact]
    public void What_does_not_fit_the_parameter_is_refused()
    {
        Tensor parameter = new([3]);
        Assert.Throws<ArgumentException>(() => new MomentumStep(1, 0).For(parameter, new([2])));
        Assert.Throws<ArgumentException>(() => new AdamStep(1, 0, 0, 0, 1, 1).For(parameter, new([3]), new([4])));
        Assert.Throws<ArgumentException>(() => new DescentStep(1).For(parameter).Run(Schedulers.One, new float[2]));
    }

    private static double[] AsDouble(Tensor tensor) => [.. tensor.ToLogical().Select(value => (double)value)];
}
