using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Layers;
using ConvLens.Networks.Layers.Normalization;
using ConvLens.Testing;
using ConvLens.Testing.Gradients;
using ConvLens.Testing.Networks;

namespace ConvLens.Networks.Tests.Layers.Normalization;

/// <summary>Each normalization of single samples against its twin, at every rank it takes.</summary>
public sealed class NormalizationGradientTests
{
    private static readonly Dictionary<string, (Layer Layer, int[] Input)> Layers = new(StringComparer.Ordinal)
    {
        ["instance, maps"] = (new InstanceNormalization(), [1, 3, 4, 5]),
        ["instance, large maps"] = (new InstanceNormalization(), [1, 2, 11, 13]),
        ["instance, lines"] = (new InstanceNormalization { Epsilon = 1e-2f }, [1, 3, 17]),
        ["instance, volumes"] = (new InstanceNormalization(), [1, 2, 3, 4, 5]),
        ["group, maps"] = (new GroupNormalization(2), [1, 6, 4, 5]),
        ["group of all"] = (new GroupNormalization(1), [1, 6, 4, 5]),
        ["group of each"] = (new GroupNormalization(6), [1, 6, 4, 5]),
        ["group, vectors"] = (new GroupNormalization(3), [1, 18]),
        ["group, lines"] = (new GroupNormalization(3), [1, 6, 7]),
        ["group, volumes"] = (new GroupNormalization(2) { Epsilon = 1e-2f }, [1, 4, 2, 3, 4]),
        ["layer, last axis of maps"] = (new LayerNormalization(), [1, 3, 4, 5]),
        ["layer, sample"] = (new LayerNormalization(1), [1, 3, 4, 5]),
        ["layer, rows and columns"] = (new LayerNormalization(-2), [1, 3, 4, 5]),
        ["layer, tokens"] = (new LayerNormalization { Epsilon = 1e-2f }, [1, 5, 19]),
        ["layer, vectors"] = (new LayerNormalization(), [1, 19]),
        ["layer, volumes"] = (new LayerNormalization(1), [1, 2, 3, 4, 5]),
        ["local response"] = (new LocalResponseNormalization(5, 0.4f), [1, 19, 3, 4]),
        ["local response, even size"] = (new LocalResponseNormalization(4, 0.4f, 0.5f, 2), [1, 16, 3, 4]),
        ["local response, one"] = (new LocalResponseNormalization(1, 0.4f, 1.3f), [1, 7, 3, 4]),
        ["local response, wider than all channels"] = (new LocalResponseNormalization(40, 3), [1, 5, 3, 4]),
        ["local response, vectors"] = (new LocalResponseNormalization(3, 0.4f), [1, 33]),
        ["local response, lines"] = (new LocalResponseNormalization(3, 0.4f), [1, 6, 7]),
        ["local response, volumes"] = (new LocalResponseNormalization(3, 0.4f), [1, 4, 2, 3, 4]),
    };

    public static TheoryData<string> Names => [.. Layers.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Gradients_hold(string name)
    {
        Network network = new NetworkBuilder(name).AddInput("input", new(Layers[name].Input)).Add("layer", Layers[name].Layer).Build();
        foreach (int batch in (int[])[1, 2])
            GradientCheck.AssertHolds(network, TinyNetworks.Parameters(network), TinyNetworks.Inputs(network, batch), 3e-6);
    }

    [Fact]
    public void A_constant_sample_becomes_the_bias()
    {
        Network network = new NetworkBuilder("n").AddInput("input", [1, 2, 3, 3]).Add("layer", new InstanceNormalization()).Build();
        Tensor input = new([1, 2, 3, 3]);
        input.Span.Fill(7);
        Tensor output = new Executor(network, 1, Schedulers.One).Forward(TinyNetworks.Parameters(network), input)["layer"];
        Tensor bias = TinyNetworks.Parameters(network)["layer.bias"];
        Assert.All(Enumerable.Range(0, 18), i => Assert.Equal(bias.Values[i / 9], output.ToLogical()[i]));
    }

    [Fact]
    public void Definitions_that_do_not_fit_are_refused()
    {
        foreach (Layer layer in (Layer[])[new InstanceNormalization(), new GroupNormalization(2), new GroupNormalization(0), new GroupNormalization(-3), new LayerNormalization(2), new LocalResponseNormalization(0)])
            Assert.Throws<LayerShapeException>(() => layer.InferShape([[2, 9]]));
    }
}
