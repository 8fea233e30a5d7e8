using ConvLens.Imaging.Text;

namespace ConvLens.Imaging.Tones;

/// <summary>The values at the two ends of a colour map.</summary>
/// <remarks>A range of one value (<c>Low == High</c>) is allowed, as a constant map has it: that value then stands in the middle of the colour map.</remarks>
public readonly record struct ToneRange
{
    /// <summary>A range from its ends.</summary>
    /// <exception cref="ArgumentException">An end is not finite, or the ends are in the wrong order.</exception>
    public ToneRange(float low, float high)
    {
        if (!float.IsFinite(low) || !float.IsFinite(high) || low > high)
            throw new ArgumentException($"a tone range needs finite ends in order, found {low} to {high}", nameof(low));
        Low = low;
        High = high;
    }

    /// <summary>The value at the start of the colour map.</summary>
    public float Low { get; }

    /// <summary>The value at the end of the colour map.</summary>
    public float High { get; }

    /// <summary>Least to greatest of the finite values; 0 to 0 where there are none.</summary>
    public static ToneRange Of(ReadOnlySpan<float> values)
    {
        float low = float.PositiveInfinity, high = float.NegativeInfinity;
        foreach (float value in values)
        {
            if (!float.IsFinite(value)) continue;
            low = Math.Min(low, value);
            high = Math.Max(high, value);
        }

        return low <= high ? new(low, high) : default;
    }

    /// <summary>−m to m, where m is the greatest absolute finite value; 0 to 0 where there is none. Zero falls on the middle of the colour map.</summary>
    public static ToneRange Symmetric(ReadOnlySpan<float> values)
    {
        ToneRange range = Of(values);
        float greatest = Math.Max(Math.Abs(range.Low), Math.Abs(range.High));
        return new(-greatest, greatest);
    }

    /// <summary>The least range that holds both, to draw several maps alike.</summary>
    public ToneRange Union(ToneRange other) => new(Math.Min(Low, other.Low), Math.Max(High, other.High));

    /// <summary>
    /// Where a value stands: <c>(value − Low) / (High − Low)</c>, clamped to 0 … 1. In a range of one value that value gives 0.5, anything below it 0,
    /// anything above it 1. NaN gives NaN.
    /// </summary>
    public double Fraction(float value)
    {
        if (float.IsNaN(value)) return double.NaN;
        double span = (double)High - Low;
        return span > 0 ? Math.Clamp(((double)value - Low) / span, 0, 1) : (1 + value.CompareTo(Low)) / 2.0;
    }

    /// <summary>The ends in short: <c>−0.31 … 1.2</c>.</summary>
    public override string ToString() => $"{CompactNumber.Format(Low)} … {CompactNumber.Format(High)}";
}
