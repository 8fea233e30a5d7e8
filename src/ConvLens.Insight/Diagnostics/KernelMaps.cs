using ConvLens.Compute.Tensors;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Layers;
using ConvLens.Networks.Parameters;

namespace ConvLens.Insight.Diagnostics;

/// <summary>The kernels of one convolution.</summary>
/// <param name="Node">The node.</param>
/// <param name="Weights">[O, C / groups, rows, columns].</param>
public sealed record KernelMaps(string Node, Tensor Weights)
{
    /// <summary>The kernels of every convolution among the nodes.</summary>
    public static IReadOnlyList<KernelMaps> Of(ParameterSet parameters, IEnumerable<Node> nodes) =>
        [.. nodes.Where(node => node.Layer is Convolution).Select(node => new KernelMaps(node.Name, parameters[node.ParameterName("weight")]))];
}
