using ConvLens.Compute.Tensors;
using ConvLens.Insight.Objectives;
using ConvLens.Networks.Execution;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Objectives;
using ConvLens.Networks.Parameters;
using ConvLens.Testing;

namespace ConvLens.Insight.Tests.Objectives;

/// <summary>Whole numbers and whole steps: central differences of a quadratic are exact, and so must gradients be.</summary>
public sealed class ObjectiveGradientTests
{
    private static readonly Network Maps = new NetworkBuilder("maps").AddInput("x", [1, 3, 4, 5]).Build();
    private static readonly Network Vectors = new NetworkBuilder("vectors").AddInput("x", [1, 7]).Build();

    public static TheoryData<string, int, Objective> OfMaps => new()
    {
        { "a map", 1, new FeatureMapEnergy("x", 0) },
        { "the last map of a batch", 2, new FeatureMapEnergy("x", 2) },
        { "a unit", 1, new UnitEnergy("x", 1, 3, 4) },
        { "the first unit", 1, new UnitEnergy("x", 0, 0, 0) },
        { "sums and multiples", 1, (3 * new FeatureMapEnergy("x", 1)) - (new UnitEnergy("x", 1, 0, 2) + new FeatureMapEnergy("x", 0)) },
        { "the other sign", 1, -new FeatureMapEnergy("x", 1) },
    };

    public static TheoryData<string, int, Objective> OfVectors => new()
    {
        { "a class", 1, new ClassScore("x", 3) },
        { "the last class of a batch", 3, new ClassScore("x", 6) },
        { "the energy of a unit of a vector", 2, new FeatureMapEnergy("x", 5) },
        { "a unit at the only place of a vector", 1, new UnitEnergy("x", 5, 0, 0) },
        { "one class against another", 2, new ClassScore("x", 0) - (2 * new ClassScore("x", 4)) },
    };

    [Theory, MemberData(nameof(OfMaps))]
    public void Gradients_of_objectives_of_maps_are_their_central_differences(string what, int batch, Objective objective) => AssertGradient(what, Maps, [batch, 3, 4, 5], objective);

    [Theory, MemberData(nameof(OfVectors))]
    public void Gradients_of_objectives_of_vectors_are_their_central_differences(string what, int batch, Objective objective) => AssertGradient(what, Vectors, [batch, 7], objective);

    [Fact]
    public void The_seed_of_a_maps_energy_is_the_map_itself_and_nothing_else()
    {
        Tensor maps = Numbers.Uniform([2, 3, 4, 5], "maps");
        float[] seed = Seed(Maps, maps, new FeatureMapEnergy("x", 1)), expected = maps.ToLogical();
        for (int i = 0; i < expected.Length; i++)
            if (i / 20 % 3 != 1) expected[i] = 0;
        Assert.Equal(expected, seed);
    }

    [Fact]
    public void Values_by_hand()
    {
        Trace maps = Forward(Maps, Tensor.FromLogical([1, 3, 4, 5], [.. Enumerable.Range(0, 60).Select(i => (float)i)])), vectors = Forward(Vectors, Tensor.FromLogical([2, 7], [.. Enumerable.Range(1, 14).Select(i => (float)i)]));
        Assert.Equal(Enumerable.Range(20, 20).Sum(i => i * i) / 2.0, new FeatureMapEnergy("x", 1).Value(maps));
        Assert.Equal(47 * 47 / 2.0, new UnitEnergy("x", 2, 1, 2).Value(maps));
        Assert.Equal(3 + 10, new ClassScore("x", 2).Value(vectors));
    }

    [Fact]
    public void Objectives_name_themselves()
    {
        Assert.Equal("fc3:7", new ClassScore("fc3", 7).Name);
        Assert.Equal("½‖pool2:7‖²", new FeatureMapEnergy("pool2", 7).Name);
        Assert.Equal("½(pool2:7,1,2)²", new UnitEnergy("pool2", 7, 1, 2).Name);
    }

    public static TheoryData<Objective, string> Absent => new()
    {
        { new FeatureMapEnergy("x", 3), "map x:3 does not exist in activations of 1×3×4×5" },
        { new FeatureMapEnergy("x", -1), "map x:-1 does not exist in activations of 1×3×4×5" },
        { new UnitEnergy("x", 3, 0, 0), "unit x:3,0,0 does not exist in activations of 1×3×4×5" },
        { new UnitEnergy("x", 0, 4, 0), "unit x:0,4,0 does not exist in activations of 1×3×4×5" },
        { new UnitEnergy("x", 0, 0, 5), "unit x:0,0,5 does not exist in activations of 1×3×4×5" },
        { new UnitEnergy("x", 0, 0, -1), "unit x:0,0,-1 does not exist in activations of 1×3×4×5" },
        { new ClassScore("x", 0), "class x:0 does not exist in activations of 1×3×4×5" },
    };

    [Theory, MemberData(nameof(Absent))]
    public void What_is_not_there_is_refused_by_value_and_by_seed(Objective objective, string message)
    {
        Tensor input = new([1, 3, 4, 5]);
        Assert.Equal(message, Assert.Throws<NetworkException>(() => objective.Value(Forward(Maps, input))).Message);
        Assert.Equal(message, Assert.Throws<NetworkException>(() => Seed(Maps, input, objective)).Message);
    }

    [Theory]
    [InlineData(7)]
    [InlineData(-1)]
    public void A_class_beyond_the_last_is_refused(int target) => Assert.Throws<NetworkException>(() => new ClassScore("x", target).Value(Forward(Vectors, new([2, 7]))));

    [Fact]
    public void A_single_unit_is_refused_in_a_batch() => Assert.Throws<NetworkException>(() => new UnitEnergy("x", 0, 0, 0).Value(Forward(Maps, new([2, 3, 4, 5]))));

    private static void AssertGradient(string what, Network network, Shape shape, Objective objective)
    {
        float[] at = Numbers.Whole(shape, what).ToLogical(), gradient = Seed(network, Tensor.FromLogical(shape, at), objective);
        double Moved(int i, int by)
        {
            float[] moved = [.. at];
            moved[i] += by;
            return objective.Value(Forward(network, Tensor.FromLogical(shape, moved)));
        }

        for (int i = 0; i < at.Length; i++) Assert.Equal((Moved(i, 1) - Moved(i, -1)) / 2, gradient[i]);
        Assert.Contains(gradient, value => value != 0);
    }

    private static float[] Seed(Network network, Tensor input, Objective objective)
    {
        Executor executor = new(network, input.Shape.N, Schedulers.One);
        return executor.Backward(executor.Forward(new ParameterSet([]), input), objective)["x"].ToLogical();
    }

    private static Trace Forward(Network network, Tensor input) => new Executor(network, input.Shape.N, Schedulers.One).Forward(new ParameterSet([]), input);
}
