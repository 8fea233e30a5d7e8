using ConvLens.Compute.Tensors;
using ConvLens.Networks.Graph;

namespace ConvLens.Networks.Execution;

/// <summary>What a reverse walk left behind: the signal at every node it reached, and gradients to parameters if they were asked for.</summary>
/// <remarks>Reads its executor's memory and is valid until that runs again.</remarks>
public sealed class Signals
{
    private readonly Executor _executor;
    private readonly bool[] _reached;
    private readonly Tensor?[] _signals;
    private readonly IReadOnlyDictionary<string, Tensor> _parameters;
    private readonly long _generation, _walk;

    internal Signals(Executor executor, bool[] reached, Tensor?[] signals, IReadOnlyDictionary<string, Tensor> parameters) =>
        (_executor, _reached, _signals, _parameters, _generation, _walk) = (executor, reached, signals, parameters, executor.Generation, executor.Walks);

    /// <summary>Gradients by full parameter name; empty unless asked for. Zero where the walk did not come by.</summary>
    /// <exception cref="InvalidOperationException">The executor has run again since, forward or back.</exception>
    public IReadOnlyDictionary<string, Tensor> Parameters
    {
        get
        {
            RequireCurrent();
            return _parameters;
        }
    }

    /// <summary>The signal at a node.</summary>
    /// <exception cref="NetworkException">There is no such node, or the walk did not reach it: it was not asked for, or the objective does not depend on it.</exception>
    /// <exception cref="InvalidOperationException">The executor has run again since, forward or back.</exception>
    public Tensor this[string node]
    {
        get
        {
            RequireCurrent();
            Node found = _executor.Network[node];
            return _reached[found.Index] ? _signals[found.Index]! : throw new NetworkException($"the signal did not reach {found}: it was not asked for, or the objective does not depend on it");
        }
    }

    private void RequireCurrent()
    {
        if (_generation != _executor.Generation || _walk != _executor.Walks)
            throw new InvalidOperationException("the executor has run again since these signals were made: read them before the next pass");
    }
}
