using ConvLens.Compute.Tensors;

namespace ConvLens.Networks.Optimizers;

/// <summary>What an optimizer remembers between steps; with the parameters it makes training resume exactly.</summary>
public sealed class OptimizerState
{
    private readonly OrderedDictionary<string, Tensor> _tensors = new(StringComparer.Ordinal);
    private (object Optimizer, object Gradients, object Parameters) _last;
    private OptimizerUpdate[] _updates = [];

    /// <summary>Steps done so far.</summary>
    public long Steps { get; set; }

    /// <summary>All remembered tensors under <c>slot/parameter</c>.</summary>
    public IReadOnlyDictionary<string, Tensor> Tensors => _tensors;

    /// <summary>A remembered tensor; zeros the first time.</summary>
    public Tensor Slot(string slot, string parameter, Shape shape)
    {
        string key = $"{slot}/{parameter}";
        if (!_tensors.TryGetValue(key, out Tensor? tensor)) _tensors[key] = tensor = new(shape);
        return tensor;
    }

    /// <summary>What a step has to update. Steps over the same gradients and parameters as the last one take no memory.</summary>
    internal OptimizerUpdate[] Updates(Optimizer optimizer, IReadOnlyDictionary<string, Tensor> gradients, IReadOnlyDictionary<string, Tensor> parameters)
    {
        if (ReferenceEquals(_last.Optimizer, optimizer) && ReferenceEquals(_last.Gradients, gradients) && ReferenceEquals(_last.Parameters, parameters) && _updates.Length == gradients.Count) return _updates;
        _last = (optimizer, gradients, parameters);
        return _updates = Bind(optimizer, gradients, parameters);
    }

    /// <summary>Puts back what an earlier run remembered.</summary>
    public void Restore(string key, Tensor tensor)
    {
        _tensors[key] = tensor.Copy();
        _last = default;
    }

    // Apart, because a lambda's captures are allocated where its method begins.
    private OptimizerUpdate[] Bind(Optimizer optimizer, IReadOnlyDictionary<string, Tensor> gradients, IReadOnlyDictionary<string, Tensor> parameters) =>
        [.. gradients.Select(pair => new OptimizerUpdate(pair.Value, optimizer.Bind(this, pair.Key, parameters[pair.Key])))];
}
