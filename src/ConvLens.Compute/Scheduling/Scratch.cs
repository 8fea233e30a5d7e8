using ConvLens.Compute.Tensors;

namespace ConvLens.Compute.Scheduling;

/// <summary>A thread's own workspace, kept between items and grown when an item needs more.</summary>
internal static class Scratch
{
    [ThreadStatic]
    private static Tensor? _floats, _shared;

    /// <summary>At least <paramref name="count"/> floats with whatever the last item left in them; none if none are asked for, also on a thread that has none yet.</summary>
    public static Span<float> Floats(int count)
    {
        if (count == 0) return [];
        if (_floats is null || _floats.Length < count) _floats = new([count]);
        return _floats.Span[..count];
    }

    /// <summary>As <see cref="Floats"/>, in another place: for the thread that brings items, which may itself do some, and hands them what they share.</summary>
    public static Span<float> Shared(int count)
    {
        if (count == 0) return [];
        if (_shared is null || _shared.Length < count) _shared = new([count]);
        return _shared.Span[..count];
    }
}
