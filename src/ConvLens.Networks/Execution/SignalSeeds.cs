using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution.Plans;
using ConvLens.Networks.Graph;

namespace ConvLens.Networks.Execution;

/// <summary>Where an objective writes its gradient: a signal at each node that it reads, zero to begin with.</summary>
public readonly record struct SignalSeeds
{
    private readonly Executor _executor;
    private readonly Trace _trace;
    private readonly BackwardPlan _plan;

    internal SignalSeeds(Executor executor, Trace trace, BackwardPlan plan) => (_executor, _trace, _plan) = (executor, trace, plan);

    /// <summary>The signal at a node, to be added to.</summary>
    /// <exception cref="NetworkException">There is no such node, or the trace was cut before it.</exception>
    /// <exception cref="InvalidOperationException">The objective does not name the node among those that it reads.</exception>
    public Tensor At(string node)
    {
        Node found = _executor.Network[node];
        _ = _trace[found];
        return _plan.Seed(found.Index) ?? throw new InvalidOperationException($"an objective may seed the nodes that it names, found {found}");
    }
}
