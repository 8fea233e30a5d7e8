using ConvLens.Compute.Tensors;
using ConvLens.Networks.Graph;

namespace ConvLens.Networks.Execution;

/// <summary>Where an objective writes its gradient: a signal at each node that it reads, zero to begin with.</summary>
public sealed class SignalSeeds
{
    private readonly Executor _executor;
    private readonly Trace _trace;

    internal SignalSeeds(Executor executor, Trace trace) => (_executor, _trace, Seeded) = (executor, trace, new bool[executor.Network.Nodes.Count]);

    internal bool[] Seeded { get; }

    /// <summary>The signal at a node, to be added to.</summary>
    /// <exception cref="NetworkException">There is no such node, or the trace was cut before it.</exception>
    public Tensor At(string node)
    {
        int index = _executor.Network[node].Index;
        _ = _trace[_executor.Network.Nodes[index]];
        Tensor signal = _executor.SignalAt(index);
        if (!Seeded[index]) signal.Span.Clear();
        Seeded[index] = true;
        return signal;
    }
}
