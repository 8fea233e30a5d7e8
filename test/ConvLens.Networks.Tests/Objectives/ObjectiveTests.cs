using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Layers;
using ConvLens.Networks.Objectives;
using ConvLens.Networks.Parameters;
using ConvLens.Testing;
using ConvLens.Testing.Gradients;

namespace ConvLens.Networks.Tests.Objectives;

public sealed class ObjectiveTests
{
    private static readonly Network Network = new NetworkBuilder("n").AddInput("input", [1, 3]).Add("relu", new Relu()).Build();
    private static readonly Objective A = new LinearObjective("input", Tensor.FromLogical([1, 3], [1, 2, 3])), B = new LinearObjective("relu", Tensor.FromLogical([1, 3], [10, 20, 30]));

    public static TheoryData<Objective, string, double, float[]> Combinations => new()
    {
        // At input (1, −1, 2): A = 1 − 2 + 6 = 5, B = 10 + 60 = 70.
        { A, "weights · input", 5, [1, 2, 3] },
        { B, "weights · relu", 70, [10, 0, 30] },
        { A + B, "(weights · input + weights · relu)", 75, [11, 2, 33] },
        { A - B, "(weights · input − weights · relu)", -65, [-9, 2, -27] },
        { -B, "−weights · relu", -70, [-10, 0, -30] },
        { 0.5f * B, "0.5 × weights · relu", 35, [5, 0, 15] },
        { B + B, "(weights · relu + weights · relu)", 140, [20, 0, 60] },
        { -(A - (2 * B)), "−(weights · input − 2 × weights · relu)", 135, [19, -2, 57] },
    };

    [Theory, MemberData(nameof(Combinations))]
    public void Sums_and_multiples_name_value_and_differentiate_themselves(Objective objective, string name, double value, float[] gradient)
    {
        Executor executor = new(Network, 1, Schedulers.One);
        Trace trace = executor.Forward(new ParameterSet([]), Tensor.FromLogical([1, 3], [1, -1, 2]));
        Assert.Equal(name, objective.Name);
        Assert.Equal(value, objective.Value(trace));
        Assert.Equal(gradient, executor.Backward(trace, objective)["input"].ToLogical());
    }

    [Fact]
    public void A_combination_reads_what_its_parts_read() => Assert.Equal(["input", "relu"], (A - (B + A)).Nodes.Order());
}
