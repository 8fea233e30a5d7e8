using ConvLens.Networks.Execution;
using ConvLens.Networks.Graph;
using ConvLens.Testing.Gradients;
using ConvLens.Testing.Networks;

namespace ConvLens.Networks.Tests.Execution;

/// <summary>Whole networks: activations against the twin, gradients against central differences.</summary>
/// <remarks>Errors of a layer (2e-6, see <see cref="Layers.LayerGradientTests"/>) pass through those below it and add up as independent ones do.</remarks>
public sealed class NetworkGradientTests
{
    public static TheoryData<string> Names => [.. TinyNetworks.All.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Gradients_hold_in_inference(string name) => Check(name, 2, ForwardMode.Inference);

    [Theory, MemberData(nameof(Names))]
    public void Gradients_hold_in_training(string name) => Check(name, 3, ForwardMode.Training(3, 1));

    private static void Check(string name, int batch, ForwardMode mode)
    {
        Network network = TinyNetworks.All[name];
        double bound = 2e-6 * Math.Sqrt(network.Nodes.Count);
        GradientCheck.AssertHolds(network, TinyNetworks.Parameters(network), TinyNetworks.Inputs(network, batch), bound, mode);
    }
}
