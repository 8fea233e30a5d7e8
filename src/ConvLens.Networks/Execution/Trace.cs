using ConvLens.Compute.Pooling;
using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution.Plans;
using ConvLens.Networks.Graph;

namespace ConvLens.Networks.Execution;

/// <summary>What a forward pass left behind: the activation of every node it computed, and where pooling found its maxima.</summary>
/// <remarks>Both sides of every ReLU are in it, the ReLU's node and the one it reads, unless the pass kept less. It reads its executor's memory and is valid until that runs again.</remarks>
public readonly record struct Trace
{
    private readonly Executor _executor;
    private readonly ForwardPlan _plan;
    private readonly long _generation;

    internal Trace(Executor executor, ForwardPlan plan) => (_executor, _plan, _generation) = (executor, plan, executor.Generation);

    /// <summary>The network that ran.</summary>
    public Network Network => _executor.Network;

    /// <summary>Samples in the batch.</summary>
    public int Batch => _executor.Batch;

    /// <summary>The activation of a node.</summary>
    /// <exception cref="NetworkException">There is no such node, or the trace was cut before it.</exception>
    /// <exception cref="InvalidOperationException">The executor has run again since.</exception>
    public Tensor this[string node] => this[Network[node]];

    /// <summary>The activation of a node.</summary>
    public Tensor this[Node node]
    {
        get
        {
            RequireCurrent();
            if (Has(node)) return _plan.Activation(node.Index);
            throw new NetworkException($"the trace of network '{Network.Name}' {(_plan.Needs(node.Index) ? "did not keep" : "was cut before")} {node}");
        }
    }

    /// <summary>Whether the node's activation is in the trace.</summary>
    public bool Has(Node node) => _plan.Has(node.Index);

    /// <summary>Where a pooling node found its maxima: y · W + x in the input's plane, in logical order of the node's shape; null for nodes without switches.</summary>
    /// <exception cref="InvalidOperationException">The executor has run again since, or the pass kept only what was asked for.</exception>
    public int[]? Switches(Node node)
    {
        Tensor output = this[node];
        if (!_plan.WalksBack) throw new InvalidOperationException("the trace kept only the nodes asked for, and no switches: they need Retention.Backward or Everything");
        if (_executor.Layer(node.Index)?.Switches is not { } switches) return null;
        int[] positions = new int[output.Length], logical = new int[output.Length];
        MaxPool.Locate(switches.Geometry, switches.Taps.Values, positions);
        Shape shape = output.Shape;
        for (int n = 0, i = 0; n < shape.N; n++)
            for (int c = 0; c < shape.C; c++)
                for (int pixel = 0; pixel < shape.H * shape.W; pixel++)
                    logical[i++] = positions[(((n * shape.H * shape.W) + pixel) * shape.C) + c];
        return logical;
    }

    internal void RequireCurrent()
    {
        if (_generation != _executor.Generation) throw new InvalidOperationException("the executor has run again since this trace was made: read a trace before the next pass");
    }
}
