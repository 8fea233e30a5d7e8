using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution.Plans;
using ConvLens.Networks.Graph;

namespace ConvLens.Networks.Execution;

/// <summary>What a reverse walk left behind: the signals asked for, and gradients to parameters if those were.</summary>
/// <remarks>Reads its executor's memory and is valid until that runs again.</remarks>
public readonly record struct Signals
{
    private readonly Executor _executor;
    private readonly BackwardPlan _plan;
    private readonly long _generation, _walk;

    internal Signals(Executor executor, BackwardPlan plan) => (_executor, _plan, _generation, _walk) = (executor, plan, executor.Generation, executor.Walks);

    /// <summary>Gradients by full parameter name; empty unless asked for. Zero where the walk did not come by.</summary>
    /// <exception cref="InvalidOperationException">The executor has run again since, forward or back.</exception>
    public IReadOnlyDictionary<string, Tensor> Parameters
    {
        get
        {
            RequireCurrent();
            return _plan.Parameters;
        }
    }

    /// <summary>The signal at a node that was asked for.</summary>
    /// <exception cref="NetworkException">There is no such node, it was not asked for, or the objective does not depend on it.</exception>
    /// <exception cref="InvalidOperationException">The executor has run again since, forward or back.</exception>
    public Tensor this[string node]
    {
        get
        {
            RequireCurrent();
            Node found = _executor.Network[node];
            return _plan.Signal(found.Index) ?? throw new NetworkException($"the signal did not reach {found}: it was not asked for, or the objective does not depend on it");
        }
    }

    private void RequireCurrent()
    {
        if (_generation != _executor.Generation || _walk != _executor.Walks)
            throw new InvalidOperationException("the executor has run again since these signals were made: read them before the next pass");
    }
}
