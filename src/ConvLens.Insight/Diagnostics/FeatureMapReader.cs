using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Parameters;

namespace ConvLens.Insight.Diagnostics;

/// <summary>Reads the activations of chosen nodes for one picture.</summary>
public static class FeatureMapReader
{
    /// <summary>One record a node, in topological order, from one pass that stops at the deepest.</summary>
    /// <exception cref="NetworkException">The picture or a node does not fit.</exception>
    public static IReadOnlyList<FeatureMaps> Read(Network network, ParameterSet parameters, Tensor input, IReadOnlyCollection<Node> nodes, Scheduler scheduler)
    {
        Executor executor = new(network, input.Shape.N, scheduler);
        Trace trace = executor.Forward(parameters, input, until: [.. nodes.Select(node => node.Name)], keep: Retention.Asked);
        return [.. nodes.OrderBy(node => node.Index).Select(node => new FeatureMaps(node.Name, node.Layer.Kind, trace[node].Copy()))];
    }
}
