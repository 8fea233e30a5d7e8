using ConvLens.Networks.Graph;
using ConvLens.Networks.Layers;

namespace ConvLens.Insight.Diagnostics;

/// <summary>Multiply-adds of convolutions and dense layers for one sample, by their definitions; what lies between them is not counted.</summary>
public static class PassWork
{
    /// <summary>A forward pass.</summary>
    public static double Forward(Network network) => network.Nodes.Sum(node => Products(network, node));

    /// <summary>Forward, and as much again for the gradient to every layer's input.</summary>
    public static double InputGradient(Network network) => 2 * Forward(network);

    /// <summary>Forward, the gradient to every weight, and to every input below which there are weights.</summary>
    public static double Training(Network network)
    {
        bool[] trains = new bool[network.Nodes.Count];
        double sum = 0;
        foreach (Node node in network.Nodes)
        {
            bool below = node.Inputs.Any(input => trains[input]);
            trains[node.Index] = below || node.Layer.ParametersFor(network.InputShapes(node)).Count > 0;
            sum += (below ? 3 : 2) * Products(network, node);
        }

        return sum;
    }

    private static double Products(Network network, Node node) =>
        node.Layer is Convolution or Dense ? node.Layer.MultiplyAdds(network.InputShapes(node), network.Shapes[node.Index]) : 0;
}
