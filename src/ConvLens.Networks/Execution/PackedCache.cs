using ConvLens.Compute.Tensors;

namespace ConvLens.Networks.Execution;

/// <summary>Remembers from which frozen tensor something was packed, so that it is packed once per parameter set.</summary>
/// <remarks>A tensor that is not frozen may have changed since: it is packed again each time. That is the trainer's case.</remarks>
internal struct PackedCache
{
    private Tensor? _source;

    /// <summary>Whether <paramref name="tensor"/> must be packed now; remembers it if it is frozen.</summary>
    public bool MustPack(Tensor tensor)
    {
        if (tensor.IsFrozen && ReferenceEquals(tensor, _source)) return false;
        _source = tensor.IsFrozen ? tensor : null;
        return true;
    }
}
