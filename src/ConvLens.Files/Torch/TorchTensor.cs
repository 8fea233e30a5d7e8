using ConvLens.Files.Elements;

namespace ConvLens.Files.Torch;

/// <summary>A tensor as a pickle describes it: a view of a storage, in elements of its own type.</summary>
internal sealed record TorchTensor(TorchStorage Storage, ElementType Type, long Offset, long[] Extents, long[] Strides)
{
    /// <summary>Whether it holds no number at all.</summary>
    public bool IsEmpty => Extents.Contains(0);

    /// <summary>Elements between its first and its last in the storage, both counted.</summary>
    public Int128 Span
    {
        get
        {
            Int128 span = 1;
            for (int axis = 0; axis < Extents.Length; axis++) span += (Int128)(Extents[axis] - 1) * Strides[axis];
            return span;
        }
    }

    /// <summary>Whether its elements lie in the order of the axes given, the last fastest, without gaps.</summary>
    public bool LiesInOrder(params ReadOnlySpan<int> axes)
    {
        Int128 stride = 1;
        for (int i = axes.Length - 1; i >= 0; i--)
        {
            if (Extents[axes[i]] != 1 && Strides[axes[i]] != stride) return false;
            stride *= Extents[axes[i]];
        }

        return true;
    }
}
