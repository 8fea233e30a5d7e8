using ConvLens.Compute.Tensors;

namespace ConvLens.Networks.Optimizers;

/// <summary>What an optimizer remembers between steps; with the parameters it makes training resume exactly.</summary>
public sealed class OptimizerState
{
    private readonly OrderedDictionary<string, Tensor> _tensors = new(StringComparer.Ordinal);

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

    /// <summary>Puts back what an earlier run remembered.</summary>
    public void Restore(string key, Tensor tensor) => _tensors[key] = tensor.Copy();
}
