using ConvLens.Compute.Tensors;
using ConvLens.Networks.Optimizers;
using ConvLens.Testing;

namespace ConvLens.Networks.Tests.Optimizers;

public sealed class OptimizerTests
{
    private const int Steps = 12;

    public static TheoryData<Optimizer> Optimizers => [new Sgd { LearningRate = 0.1f }, new Sgd { LearningRate = 0.05f, Momentum = 0.9f }, new Adam { LearningRate = 0.02f, Epsilon = 1e-4f }];

    // One step of float32 rounds a few times; the bound is for twelve.
    [Theory, MemberData(nameof(Optimizers))]
    public void Steps_follow_the_formula_in_double(Optimizer optimizer)
    {
        Tensor parameter = Numbers.Uniform([21], "p");
        double[] p = [.. parameter.ToLogical().Select(value => (double)value)], first = new double[21], second = new double[21];
        OptimizerState state = new();
        for (int t = 1; t <= Steps; t++)
        {
            Tensor gradient = Gradient(t);
            optimizer.Step(Schedulers.One, state, Named(parameter), Named(gradient));
            for (int i = 0; i < 21; i++) p[i] -= optimizer.LearningRate * Direction(optimizer, t, gradient.Values[i], ref first[i], ref second[i]);
        }

        Assert.Equal(Steps, state.Steps);
        Assert.InRange(Tolerance.RelativeError(p, parameter.Values), 0, 2e-6);
    }

    [Theory, MemberData(nameof(Optimizers))]
    public void A_restored_state_goes_on_exactly(Optimizer optimizer)
    {
        Tensor straight = Numbers.Uniform([21], "p"), resumed = straight.Copy();
        OptimizerState state = new(), before = new();
        for (int t = 1; t <= Steps; t++) optimizer.Step(Schedulers.One, state, Named(straight), Named(Gradient(t)));
        for (int t = 1; t <= 5; t++) optimizer.Step(Schedulers.One, before, Named(resumed), Named(Gradient(t)));
        OptimizerState after = new() { Steps = before.Steps };
        foreach ((string key, Tensor tensor) in before.Tensors) after.Restore(key, tensor);
        for (int t = 6; t <= Steps; t++) optimizer.Step(Schedulers.One, after, Named(resumed), Named(Gradient(t)));
        Assert.Equal(straight.ToLogical(), resumed.ToLogical());
    }

    [Fact]
    public void What_is_remembered_is_named_by_slot_and_parameter()
    {
        OptimizerState state = new();
        new Adam { LearningRate = 1 }.Step(Schedulers.One, state, Named(new([2])), Named(new([2])));
        Assert.Equal(["mean/p", "square/p"], state.Tensors.Keys);
    }

    [Fact]
    public void Descent_without_momentum_remembers_nothing()
    {
        OptimizerState state = new();
        new Sgd { LearningRate = 1 }.Step(Schedulers.One, state, Named(new([2])), Named(new([2])));
        Assert.Empty(state.Tensors);
    }

    [Fact]
    public void A_parameter_without_gradient_stays()
    {
        Tensor moved = new([1]), still = new([1]), slope = Tensor.FromLogical([1], [1]);
        new Sgd { LearningRate = 1 }.Step(Schedulers.One, new(), new Dictionary<string, Tensor> { ["a"] = moved, ["b"] = still }, new Dictionary<string, Tensor> { ["a"] = slope });
        Assert.Equal((-1, 0), (moved.Values[0], still.Values[0]));
    }

    private static double Direction(Optimizer optimizer, int t, double g, ref double first, ref double second)
    {
        if (optimizer is Sgd sgd) return first = (sgd.Momentum * first) + g;
        Adam adam = (Adam)optimizer;
        first = (adam.Beta1 * first) + ((1 - (double)adam.Beta1) * g);
        second = (adam.Beta2 * second) + ((1 - (double)adam.Beta2) * g * g);
        return first / (1 - Math.Pow(adam.Beta1, t)) / (Math.Sqrt(second / (1 - Math.Pow(adam.Beta2, t))) + adam.Epsilon);
    }

    private static Tensor Gradient(int t) => Numbers.Uniform([21], $"g/{t}");

    private static Dictionary<string, Tensor> Named(Tensor tensor) => new(StringComparer.Ordinal) { ["p"] = tensor };
}
