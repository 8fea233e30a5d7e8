using System.Globalization;

namespace ConvLens.Imaging.Rasters;

/// <summary>A colour: red, green and blue in sRGB, 0 to 255 each.</summary>
/// <param name="R">Red.</param>
/// <param name="G">Green.</param>
/// <param name="B">Blue.</param>
public readonly record struct Rgb(byte R, byte G, byte B)
{
    /// <summary>All zero.</summary>
    public static Rgb Black => default;

    /// <summary>All 255.</summary>
    public static Rgb White => new(255, 255, 255);

    /// <summary>Whether red, green and blue are equal.</summary>
    public bool IsGrey => R == G && G == B;

    /// <summary>A grey of one level.</summary>
    public static Rgb Grey(byte level) => new(level, level, level);

    /// <summary>Reads <c>#rrggbb</c> or <c>#rgb</c>, in either case.</summary>
    /// <exception cref="FormatException">The text has another form.</exception>
    public static Rgb Parse(string hex)
    {
        ArgumentNullException.ThrowIfNull(hex);
        bool isShort = hex.Length == 4;
        if (hex.Length is not (4 or 7) || hex[0] != '#' || !uint.TryParse(hex.AsSpan(1), NumberStyles.AllowHexSpecifier, null, out uint bits))
            throw new FormatException($"a colour is written #rrggbb or #rgb, found '{hex}'");
        return isShort
            ? new((byte)((bits >> 8) * 17), (byte)(((bits >> 4) & 15) * 17), (byte)((bits & 15) * 17))
            : new((byte)(bits >> 16), (byte)(bits >> 8), (byte)bits);
    }

    /// <summary>The colour as <c>#rrggbb</c>, in lower case.</summary>
    public override string ToString() => $"#{R:x2}{G:x2}{B:x2}";
}
