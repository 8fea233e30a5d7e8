using ConvLens.Imaging.Rasters;

namespace ConvLens.Imaging.Codecs;

/// <summary>Samples of any depth to 8-bit levels, rounded to the nearest.</summary>
internal static class Levels
{
    /// <summary><c>255 · value / max</c>.</summary>
    public static byte Scale(uint value, uint max) => max == byte.MaxValue ? (byte)value : (byte)(((value * 510UL) + max) / (2UL * max));

    /// <summary>A sample laid on white: <c>255 · (value · alpha + max · (max − alpha)) / max²</c>.</summary>
    public static byte OverWhite(uint value, uint alpha, uint max)
    {
        ulong whole = (ulong)max * max;
        return (byte)(((((ulong)value * alpha) + ((ulong)max * (max - alpha))) * 510 + whole) / (2 * whole));
    }

    /// <summary>A colour laid on white.</summary>
    public static Rgb OverWhite(uint red, uint green, uint blue, uint alpha, uint max) => new(OverWhite(red, alpha, max), OverWhite(green, alpha, max), OverWhite(blue, alpha, max));

    /// <summary>Ink as it is shown without a profile: <c>(max − ink)(max − black) / max</c>.</summary>
    public static byte OfInk(uint ink, uint black, uint max)
    {
        ulong whole = (ulong)max * max;
        return (byte)(((ulong)(max - ink) * (max - black) * 510 + whole) / (2 * whole));
    }
}
