using ConvLens.Compute.Tensors;

namespace ConvLens.Compute.Scheduling;

/// <summary>A thread's own workspace, kept between items and grown when an item needs more.</summary>
internal static class Scratch
{
    [ThreadStatic]
    private static Tensor? _floats;

    /// <summary>At least <paramref name="count"/> floats with whatever the last item left in them.</summary>
    public static Span<float> Floats(int count)
    {
        if (_floats is null || _floats.Length < count) _floats = new([count]);
        return _floats.Span[..count];
    }
}
