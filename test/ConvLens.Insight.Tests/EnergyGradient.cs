using ConvLens.Compute.Tensors;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Parameters;
using ConvLens.Testing.Twins;

namespace ConvLens.Insight.Tests;

/// <summary>∂(½‖map‖²)/∂pixel and ∂score/∂pixel by central differences of the double-precision twin.</summary>
internal static class EnergyGradient
{
    // Truncation (step²) and rounding (2⁻⁵³ / step) both lie near 1e-10.
    private const double Step = 1e-5;

    public static TwinArray ByCentralDifferences(Network network, ParameterSet parameters, Tensor input, string node, int channel) =>
        ByCentralDifferences(network, parameters, input, node, (maps, plane) => maps.Values.Skip(channel * plane).Take(plane).Sum(value => value * value) / 2);

    public static TwinArray OfScore(Network network, ParameterSet parameters, Tensor input, string node, int target) =>
        ByCentralDifferences(network, parameters, input, node, (scores, _) => scores.Values[target]);

    private static TwinArray ByCentralDifferences(Network network, ParameterSet parameters, Tensor input, string node, Func<TwinArray, int, double> objective)
    {
        Dictionary<string, TwinArray> values = parameters.ToDictionary(pair => pair.Key, pair => TwinArray.Of(pair.Value), StringComparer.Ordinal);
        TwinArray at = TwinArray.Of(input), gradient = new(input.Shape);
        Dictionary<string, TwinArray> inputs = new(StringComparer.Ordinal) { [network.Inputs[0].Name] = at };
        double Value()
        {
            TwinArray found = new TwinNetwork(network).Forward(values, inputs)[node];
            return objective(found, found.Shape.H * found.Shape.W);
        }

        for (int i = 0; i < at.Values.Length; i++)
        {
            double middle = at.Values[i];
            at.Values[i] = middle + Step;
            double above = Value();
            at.Values[i] = middle - Step;
            gradient.Values[i] = (above - Value()) / (2 * Step);
            at.Values[i] = middle;
        }

        return gradient;
    }
}
