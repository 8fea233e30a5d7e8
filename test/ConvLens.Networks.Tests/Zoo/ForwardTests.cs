using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Layers;
using ConvLens.Networks.Parameters;
using ConvLens.Networks.Zoo;
using ConvLens.Testing;
using ConvLens.Testing.Networks;
using ConvLens.Testing.Twins;

namespace ConvLens.Networks.Tests.Zoo;

/// <summary>One of each family, small, against the naive references.</summary>
public sealed class ForwardTests
{
    // Rounding grows with depth: each layer adds some 2⁻²⁴ · √K of its own to what it is handed. A wrong stride, join or ε is off by orders more.
    private const double Bound = 5e-5;

    [Theory]
    [InlineData("resnet18", 33), InlineData("mobilenet_v2", 33), InlineData("squeezenet1_1", 33), InlineData("googlenet", 33), InlineData("fcn_resnet50", 17)]
    [InlineData("dualnet-mag", 8), InlineData("dualnet-abs", 8), InlineData("csinet", 8)]
    public void A_small_picture_gives_what_the_definition_says(string name, int size)
    {
        Network network = ModelZoo.Find(name).Create(new Extent(size, size + 3));
        ParameterSet parameters = TinyNetworks.Parameters(network);
        IReadOnlyDictionary<string, Tensor> inputs = TinyNetworks.Inputs(network, 1);
        string output = network.Outputs[0].Name;
        Tensor found = new Executor(network, 1, Schedulers.One).Forward(parameters, inputs, until: [output], keep: Retention.Asked)[output];
        IReadOnlyDictionary<string, TwinArray> twin = new TwinNetwork(network).Forward(Twins(parameters), Twins(inputs));
        Tolerance.AssertClose(twin[output], found, Bound);
    }

    // The naive references take long for these. They, or PyTorch on larger pictures, agreed once with what gives these norms.
    [Theory]
    [InlineData("densenet121", 33, 5.3841212746366631), InlineData("unet", 17, 4.80925019649366), InlineData("inception_v3", 75, 5.723299990419334), InlineData("alexnet", 70, 0.32497013014886778)]
    public void A_small_picture_gives_a_known_norm(string name, int size, double norm)
    {
        Network network = ModelZoo.Find(name).Create(new Extent(size, size + 3));
        string output = network.Outputs[0].Name;
        Tensor found = new Executor(network, 1, Schedulers.One).Forward(TinyNetworks.Parameters(network), TinyNetworks.Inputs(network, 1), until: [output], keep: Retention.Asked)[output];
        Assert.Equal(1, Math.Sqrt(found.ToLogical().Sum(y => (double)y * y)) / norm, Bound);
    }

    private static Dictionary<string, TwinArray> Twins(IEnumerable<KeyValuePair<string, Tensor>> tensors) => tensors.ToDictionary(pair => pair.Key, pair => TwinArray.Of(pair.Value), StringComparer.Ordinal);
}
