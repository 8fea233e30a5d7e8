using System.Runtime.CompilerServices;

namespace ConvLens.Data.Pulses;

/// <summary>What pulse pictures look like.</summary>
/// <remarks>Setting an option outside its range throws <see cref="ArgumentOutOfRangeException"/>.</remarks>
public sealed record PulseOptions
{
    /// <summary>Height and width in pixels, 16 to 1024; 32 by default, 100 in the original. All of a pulse's measures grow with it.</summary>
    public int Size { get; init => field = InRange(value, 16, 1024); } = 32;

    /// <summary>Number of pictures, at least 1; 3,000 by default.</summary>
    public int Count { get; init => field = InRange(value, 1, int.MaxValue); } = 3000;

    /// <summary>Standard deviation of the normal noise added to every pixel, in the unit of the pixels; 0 by default, as in the original.
    /// Noisy pixels are not clipped.</summary>
    public float Noise { get; init => field = InRange(value, 0, float.MaxValue); }

    /// <summary>Width of the trace in pixels, from 1, and at most a twelfth of <see cref="Size"/>; 2 by default, as in the original.</summary>
    public float StrokeThickness { get; init => field = InRange(value, 1, 1024 / 12f); } = 2;

    /// <summary>Value of the background; 0 by default, 0.1 in the original.</summary>
    public float Off { get; init => field = InRange(value, float.MinValue, float.MaxValue); }

    /// <summary>Value of the trace; 1 by default, 0.8 in the original.</summary>
    public float On { get; init => field = InRange(value, float.MinValue, float.MaxValue); } = 1;

    /// <summary>Which pictures, out of all there could be; 0 by default.</summary>
    public ulong Seed { get; init; }

    private static T InRange<T>(T value, T low, T high, [CallerMemberName] string? option = null) where T : IComparable<T>
    {
        // NaN compares as less than every number.
        if (value.CompareTo(low) >= 0 && value.CompareTo(high) <= 0) return value;
        throw new ArgumentOutOfRangeException(nameof(value), value, $"the option {option} must be {low} to {high}");
    }
}
