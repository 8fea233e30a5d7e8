using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Layers;
using ConvLens.Networks.Layers.Products;
using ConvLens.Testing;
using ConvLens.Testing.Gradients;
using ConvLens.Testing.Networks;

namespace ConvLens.Networks.Tests.Layers.Products;

public sealed class ProductTests
{
    private static readonly Dictionary<string, (Layer Layer, Shape[] Inputs)> Layers = new(StringComparer.Ordinal)
    {
        ["matrices"] = (new MatrixMultiplication(), [[3, 4], [4, 5]]),
        ["vectors"] = (new MatrixMultiplication(), [[4], [4]]),
        ["vector and matrix"] = (new MatrixMultiplication(), [[4], [4, 5]]),
        ["vector and matrices"] = (new MatrixMultiplication(), [[4], [2, 4, 3]]),
        ["maps and vector"] = (new MatrixMultiplication(), [[2, 3, 4, 5], [5]]),
        ["vector and maps"] = (new MatrixMultiplication(), [[4], [2, 3, 4, 5]]),
        ["sequences and a matrix"] = (new MatrixMultiplication(), [[2, 3, 4], [4, 5]]),
        ["sequences of one batch"] = (new MatrixMultiplication(), [[2, 3, 4], [2, 4, 5]]),
        ["maps"] = (new MatrixMultiplication(), [[2, 3, 4, 5], [2, 3, 5, 2]]),
        ["maps and a matrix"] = (new MatrixMultiplication(), [[2, 3, 4, 5], [5, 2]]),
        ["a matrix and maps"] = (new MatrixMultiplication(), [[2, 4], [2, 3, 4, 5]]),
        ["batches broadcast both ways"] = (new MatrixMultiplication(), [[1, 3, 4, 5], [2, 1, 5, 2]]),
        ["batches of other ranks"] = (new MatrixMultiplication(), [[2, 1, 3, 2, 5], [2, 1, 5, 3]]),
        ["many rows and columns"] = (new MatrixMultiplication(), [[13, 17], [17, 33]]),
        ["general"] = (new GeneralProduct(), [[3, 4], [4, 5]]),
        ["general with all factors"] = (new GeneralProduct { Alpha = 0.25f, Beta = 0.35f, TransposeA = true, TransposeB = true }, [[4, 3], [5, 4], [1, 5]]),
        ["general, a transposed"] = (new GeneralProduct { TransposeA = true, Beta = 2 }, [[4, 3], [4, 5], [3, 1]]),
        ["general, b transposed"] = (new GeneralProduct { TransposeB = true }, [[3, 4], [5, 4], [5]]),
        ["general with a number"] = (new GeneralProduct { Alpha = -1.5f, TransposeB = true }, [[3, 4], [5, 4], [1]]),
        ["general with a matrix"] = (new GeneralProduct(), [[3, 4], [4, 5], [3, 5]]),
    };

    public static TheoryData<string> Names => [.. Layers.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Gradients_hold(string name)
    {
        Network network = Network(name);
        GradientCheck.AssertHolds(network, new([]), TinyNetworks.Inputs(network, 1), 2e-6);
    }

    [Theory, MemberData(nameof(Names))]
    public void Every_scheduler_gives_the_same_bits(string name)
    {
        Network network = Network(name);
        Schedulers.AssertSameBits(scheduler =>
        {
            Executor executor = new(network, 1, scheduler);
            Trace trace = executor.Forward(new([]), TinyNetworks.Inputs(network, 1));
            Signals signals = executor.Backward(trace, new LinearObjective("layer", Numbers.Uniform(trace["layer"].Shape, "weights")));
            return [.. trace["layer"].ToLogical(), .. signals["0"].ToLogical(), .. signals["1"].ToLogical()];
        });
    }

    [Fact]
    public void A_weight_shared_by_the_batch_works_at_any_batch()
    {
        Network network = new NetworkBuilder("n").AddInput("x", [1, 3, 4]).AddFixedInput("w", [4, 5]).Add("layer", new MatrixMultiplication(), "x", "w").Build();
        GradientCheck.AssertHolds(network, new([]), TinyNetworks.Inputs(network, 3), 2e-6);
    }

    [Theory]
    [InlineData("3x4 and 3x5")]
    [InlineData("batches of 2 and 3")]
    [InlineData("a scalar")]
    [InlineData("general 3x4 and 3x5")]
    [InlineData("general with a wrong addend")]
    public void Operands_that_do_not_fit_are_refused(string name)
    {
        (Layer layer, Shape[] inputs) = name switch
        {
            "3x4 and 3x5" => ((Layer)new MatrixMultiplication(), new Shape[] { [3, 4], [3, 5] }),
            "batches of 2 and 3" => (new MatrixMultiplication(), [[2, 3, 4], [3, 4, 5]]),
            "a scalar" => (new MatrixMultiplication(), [[3, 4], new()]),
            "general 3x4 and 3x5" => (new GeneralProduct(), [[3, 4], [3, 5]]),
            _ => (new GeneralProduct(), [[3, 4], [4, 5], [5, 3]]),
        };
        Assert.Throws<LayerShapeException>(() => layer.InferShape(inputs));
    }

    private static Network Network(string name)
    {
        NetworkBuilder builder = new(name);
        string[] names = [.. Layers[name].Inputs.Select((_, i) => $"{i}")];
        foreach ((string input, Shape shape) in names.Zip(Layers[name].Inputs)) builder.AddFixedInput(input, shape);
        return builder.Add("layer", Layers[name].Layer, names).Build();
    }
}
