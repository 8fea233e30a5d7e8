using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Layers;
using ConvLens.Networks.Layers.Activations;
using ConvLens.Networks.Layers.Arithmetic;
using ConvLens.Testing;
using ConvLens.Testing.Gradients;

namespace ConvLens.Networks.Tests.Layers.Arithmetic;

/// <summary>Each layer of several inputs against its twin, under every form of broadcasting.</summary>
/// <remarks>Gradients to inputs that repeat sum up to a few hundred products: 2⁻²⁴ times the root of their number and a handful of roundings.</remarks>
public sealed class ArithmeticGradientTests
{
    private static readonly Dictionary<string, Layer> Pairs = new(StringComparer.Ordinal)
    {
        ["addition"] = new Addition(),
        ["subtraction"] = new Subtraction(),
        ["multiplication"] = new Multiplication(),
        ["division"] = new Division(),
        ["exponentiation"] = new Exponentiation(),
        ["minimum"] = new Minimum(),
        ["maximum"] = new Maximum(),
        ["average"] = new Average(),
        ["equality"] = new Equality(),
        ["greater"] = new GreaterThan(),
        ["less"] = new LessThan(),
    };

    // Ranks, memory orders and repeated axes: at the outside, in the middle, inside, alone and in both at once.
    private static readonly (int[] Left, int[] Right)[] Shapes =
    [
        ([1, 3, 4, 5], [1, 3, 4, 5]), ([1, 3, 4, 5], []), ([1, 3, 4, 5], [3, 1, 1]), ([1, 3, 4, 5], [5]), ([1, 3, 4, 5], [4, 1]), ([1, 3, 4, 5], [1, 3, 1, 5]), ([1, 19], [19]),
        ([1, 3, 1, 5], [4, 1]), ([1, 3, 1, 1], [1, 1, 4, 5]), ([1, 4, 5], [2, 1, 1, 1]), ([1, 2, 3, 2, 5], [3, 1, 5]), ([1, 2, 1, 2, 2, 3], [2, 2, 1, 1, 1]), ([1], [2, 3, 4]), ([1, 2, 11, 13], [2, 1, 1]),
    ];

    public static TheoryData<string, int> Cases
    {
        get
        {
            TheoryData<string, int> cases = [];
            foreach (string name in Pairs.Keys)
                for (int i = 0; i < (name is "addition" or "multiplication" or "maximum" ? Shapes.Length : 9); i++) cases.Add(name, i);
            return cases;
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void Values_and_gradients_hold_from_both_sides(string name, int shapes)
    {
        (int[] left, int[] right) = Shapes[shapes];
        Check(Pairs[name], left, right);
        Check(Pairs[name], right, left);
    }

    [Fact]
    public void Any_number_of_inputs_broadcast()
    {
        foreach (Layer layer in (Layer[])[new Addition(), new Average(), new Maximum(), new Minimum()])
        {
            Check(layer, [1, 3, 4, 5]);
            Check(layer, [1, 3, 1, 5], [4, 1], [3, 1, 1], [], [1, 3, 4, 5]);
        }
    }

    [Fact]
    public void Selections_broadcast()
    {
        Check(new Selection(), [1, 3, 4, 5], [1, 3, 4, 5], [1, 3, 4, 5]);
        Check(new Selection(), [1, 3, 1, 1], [4, 5], [3, 4, 1]);
        Check(new Selection(), [1, 6], [], [6]);
    }

    [Fact]
    public void Parametric_rectifiers_have_slopes_of_any_lesser_shape()
    {
        foreach (int[] slope in (int[][])[[], [3, 1, 1], [5], [1, 3, 4, 5]]) Check(new PRelu(), [1, 3, 4, 5], slope);
        Assert.Throws<LayerShapeException>(() => new PRelu().InferShape([[1, 3], [2, 3]]));
    }

    [Fact]
    public void Constants_are_parameters()
    {
        Network fix = new NetworkBuilder("n").AddInput("input", [1, 3, 4, 5]).Add("scale", new Constant([3, 1, 1])).Add("y", new Multiplication(), "input", "scale").Build();
        Network trainable = new NetworkBuilder("n").Add("scale", new Constant([3, 1, 1]) { Trainable = true }).AddInput("input", [1, 3, 4, 5]).Add("y", new Multiplication(), "input", "scale").Build();
        foreach (Network network in (Network[])[fix, trainable])
            GradientCheck.AssertHolds(network, Testing.Networks.TinyNetworks.Parameters(network), Testing.Networks.TinyNetworks.Inputs(network, 3), 1e-6);
    }

    [Fact]
    public void Shapes_that_do_not_broadcast_are_refused_with_the_nodes_name()
    {
        NetworkBuilder builder = new NetworkBuilder("n").AddInput("a", [1, 3, 4]).AddInput("b", [1, 2, 4]).Add("sum", new Addition(), "a", "b");
        Assert.Equal("node 'sum' (addition) got 1×3×4 and 1×2×4: it needs inputs that broadcast to one shape: each axis the same, or 1", Assert.Throws<NetworkException>(() => builder.Build()).Message);
    }

    [Fact]
    public void Ties_share_the_gradient_from_the_first_to_the_last()
    {
        Network network = new NetworkBuilder("n").AddInput("a", [1, 2]).AddInput("b", [1, 2]).AddInput("c", [1, 2]).Add("y", new Maximum(), "a", "b", "c").Build();
        Executor executor = new(network, 1, Schedulers.One);
        Tensor one = Tensor.FromLogical([1, 2], [1, 1]), same = Tensor.FromLogical([1, 2], [1, float.NaN]);
        Trace trace = executor.Forward(new([]), new Dictionary<string, Tensor> { ["a"] = one, ["b"] = same, ["c"] = one });
        Assert.Equal([1, float.NaN], trace["y"].ToLogical());
        Signals signals = executor.Backward(trace, new LinearObjective("y", one));
        Assert.Equal([0.25f, 0.25f, 0.5f], ((string[])["a", "b", "c"]).Select(name => signals[name].ToLogical()[0]));
    }

    [Fact]
    public void A_power_of_zero_has_no_slope_along_its_exponent()
    {

        Network network = new NetworkBuilder("n").AddInput("a", [1, 3]).AddInput("b", [1, 3]).Add("y", new Exponentiation(), "a", "b").Build();
        Executor executor = new(network, 1, Schedulers.One);
        Trace trace = executor.Forward(new([]), new Dictionary<string, Tensor> { ["a"] = Tensor.FromLogical([1, 3], [0, -2, 0]), ["b"] = Tensor.FromLogical([1, 3], [2, 3, 0]) });
        Assert.Equal([0, -8, 1], trace["y"].ToLogical());
        Signals signals = executor.Backward(trace, new LinearObjective("y", Tensor.FromLogical([1, 3], [1, 1, 1])));
        Assert.Equal([0, 12, 0], signals["a"].ToLogical());
        Assert.Equal([0, float.NaN, 0], signals["b"].ToLogical());
    }

    // A first input that has every axis is batched, otherwise none is. Numbers lie within 0.1 … 2, no two equal.
    private static void Check(Layer layer, params int[][] shapes)
    {
        NetworkBuilder builder = new("n");
        string[] names = [.. shapes.Select((_, i) => $"input{i}")];
        bool batched = shapes.Skip(1).All(shape => shape.Length < shapes[0].Length);
        for (int i = 0; i < shapes.Length; i++) builder = batched && i == 0 ? builder.AddInput(names[i], new(shapes[i])) : builder.AddFixedInput(names[i], new(shapes[i]));
        Network network = builder.Add("y", layer, names).Build();
        Dictionary<string, Tensor> inputs = new(StringComparer.Ordinal);
        // The batch is read off the first input of the dictionary, which must have an axis.
        foreach (Node node in network.Inputs.OrderByDescending(node => network.Shapes[node.Index].Rank))
            inputs[node.Name] = Positive(network.ShapesFor(batched ? 2 : 1)[node.Index], node.Name, node.Index);
        GradientCheck.AssertHolds(network, new([]), inputs, 2e-6);
    }

    private static Tensor Positive(Shape shape, string name, int index) =>
        Tensor.FromLogical(shape, [.. Numbers.Distinct(shape, name, 1.8f / shape.Length).ToLogical().Select(value => (value * (index == 0 ? -1 : 1)) + 1.05f + (index * 1e-3f))]);
}
