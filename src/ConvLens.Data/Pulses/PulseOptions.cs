namespace ConvLens.Data.Pulses;

/// <summary>What pulse pictures look like.</summary>
public sealed record PulseOptions
{
    /// <summary>Height and width in pixels, 16 to 1024; 32 by default, 100 in the original. All of a pulse's measures grow with it.</summary>
    public int Size { get; init; } = 32;

    /// <summary>Number of pictures, at least 1; 3,000 by default.</summary>
    public int Count { get; init; } = 3000;

    /// <summary>Standard deviation of the normal noise added to every pixel, in the unit of the pixels; 0 by default, as in the original.
    /// Noisy pixels are not clipped.</summary>
    public float Noise { get; init; }

    /// <summary>Width of the trace in pixels, 1 to a twelfth of <see cref="Size"/>; 2 by default, as in the original.</summary>
    public float StrokeThickness { get; init; } = 2;

    /// <summary>Value of the background; 0 by default, 0.1 in the original.</summary>
    public float Off { get; init; }

    /// <summary>Value of the trace; 1 by default, 0.8 in the original.</summary>
    public float On { get; init; } = 1;

    /// <summary>Which pictures, out of all there could be; 0 by default.</summary>
    public ulong Seed { get; init; }

    /// <summary>Refuses options from which no picture can be drawn.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Size, 16);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Size, 1024);
        ArgumentOutOfRangeException.ThrowIfLessThan(Count, 1);
        // NaN compares as less than every number.
        ArgumentOutOfRangeException.ThrowIfLessThan(Noise, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Noise, float.MaxValue);
        ArgumentOutOfRangeException.ThrowIfLessThan(StrokeThickness, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(StrokeThickness, Size / 12f);
        ArgumentOutOfRangeException.ThrowIfLessThan(Off, float.MinValue);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Off, float.MaxValue);
        ArgumentOutOfRangeException.ThrowIfLessThan(On, float.MinValue);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(On, float.MaxValue);
    }
}
