using System.Text;

namespace ConvLens.Imaging.Svg;

/// <summary>Widths no common sans-serif exceeds by much, for text whose font only the reader's browser knows.</summary>
internal static class SansMetrics
{
    private const double StrongFactor = 1.12;

    // Thousandths of the font size, from the narrowest class to the widest.
    private static readonly (string Characters, int Width)[] Classes =
    [
        (" \u00A0.,:;!|'`ijlI", 340),
        ("()[]{}/\\-\"frtJ°·²³", 430),
        ("cksvxyz?_*", 580),
        ("abdeghnopqu0123456789$L–¼½µ", 650),
        ("ABCDEFGHKNOPQRSTUVXYZ&", 790),
        ("+=<>^~#×±−≤≥≈∂∞", 850),
    ];

    /// <summary>Width of one line in pixels; see <see cref="Imaging.Text.TextWidth"/>.</summary>
    public static double Measure(string text, int size, bool isStrong = false)
    {
        int thousandths = 0;
        foreach (Rune rune in text.EnumerateRunes()) thousandths += Of(rune);
        return thousandths * size / 1000.0 * (isStrong ? StrongFactor : 1);
    }

    private static int Of(Rune rune)
    {
        if (!rune.IsBmp) return 1300;
        foreach ((string characters, int width) in Classes)
            if (characters.Contains((char)rune.Value, StringComparison.Ordinal)) return width;
        return rune.Value < 0x2E80 ? 1000 : 1100;
    }
}
