using System.Text;
using ConvLens.Imaging.Rasters;

namespace ConvLens.Imaging.Text;

/// <summary>A single-stroke sans-serif for labels on rasters; the same pixels on every machine, as it needs no font of the system's.</summary>
/// <remarks>Printable ASCII, some signs (× ± − · … – ° µ ² ½ ∂ and others) and a few Greek letters; anything else is a box. Legible from 10 pixels on.
/// No kerning, no right-to-left text; a line break is drawn as a box.</remarks>
public static class StrokeFont
{
    /// <summary>The least font size, in pixels.</summary>
    public const int MinSize = 6;

    /// <summary>The greatest font size, in pixels.</summary>
    public const int MaxSize = 400;

    /// <summary>Distance between the baselines of two lines, in pixels: 1.35 times the size.</summary>
    public static int LineHeight(int size) => ((size * 27) + 19) / 20;

    /// <summary>Rows from the top of capitals to the baseline, in pixels: 0.7 times the size.</summary>
    public static int CapHeight(int size) => (int)MathF.Round((size * 0.7f) + 0.15f);

    /// <summary>Width of a line of text, in pixels: the sum of the advances, each rounded, rather up, to a whole pixel.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The size is not <see cref="MinSize"/> to <see cref="MaxSize"/>.</exception>
    public static int Measure(string text, int size)
    {
        ArgumentNullException.ThrowIfNull(text);
        CheckSize(size);
        int width = 0;
        foreach (Rune rune in text.EnumerateRunes()) width += Advance(Glyph.Of(rune.Value), size);
        return width;
    }

    /// <summary>Draws a line of text, antialiased; what falls outside the raster is cut off.</summary>
    /// <param name="raster">Where to.</param>
    /// <param name="x">Left edge of the first character.</param>
    /// <param name="y">The baseline: letters stand on the row above it.</param>
    /// <param name="text">One line.</param>
    /// <param name="size">Font size in pixels; capitals are 0.7 of it high.</param>
    /// <param name="colour">The ink.</param>
    /// <exception cref="ArgumentOutOfRangeException">The size is not <see cref="MinSize"/> to <see cref="MaxSize"/>.</exception>
    public static void Draw(Raster raster, int x, int y, string text, int size, Rgb colour)
    {
        ArgumentNullException.ThrowIfNull(raster);
        ArgumentNullException.ThrowIfNull(text);
        CheckSize(size);
        foreach (Rune rune in text.EnumerateRunes())
        {
            Glyph glyph = Glyph.Of(rune.Value);
            Stamp(raster, x, y, Outline.Of(glyph, size), colour);
            x += Advance(glyph, size);
            if (x > raster.Width + size) return;
        }
    }

    /// <summary>Width of the pen, in pixels: a shade over 1/11 of the size, at least one.</summary>
    internal static float PenWidth(int size) => Math.Max(1, size / 11f);

    private static int Advance(Glyph glyph, int size) => (int)MathF.Round((glyph.Advance * size / 20) + 0.3f);

    private static void CheckSize(int size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, MinSize);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, MaxSize);
    }

    /// <summary>Inks each pixel once, by its distance to the nearest segment, so that crossing strokes do not darken.</summary>
    private static void Stamp(Raster raster, int left, int baseline, IReadOnlyList<Outline.Segment> segments, Rgb colour)
    {
        if (segments.Count == 0) return;
        int x0 = (int)MathF.Floor(segments.Min(s => Math.Min(s.X0, s.X1) - s.Radius)), x1 = (int)MathF.Ceiling(segments.Max(s => Math.Max(s.X0, s.X1) + s.Radius));
        int y0 = (int)MathF.Floor(segments.Min(s => Math.Min(s.Y0, s.Y1) - s.Radius)), y1 = (int)MathF.Ceiling(segments.Max(s => Math.Max(s.Y0, s.Y1) + s.Radius));
        for (int y = y0; y < y1; y++)
        {
            for (int x = x0; x < x1; x++)
            {
                float coverage = 0;
                foreach (Outline.Segment segment in segments) coverage = Math.Max(coverage, 0.5f + segment.Radius - Distance(segment, x + 0.5f, y + 0.5f));
                raster.Blend(left + x, baseline + y, colour, coverage);
            }
        }
    }

    private static float Distance(Outline.Segment segment, float x, float y)
    {
        float dx = segment.X1 - segment.X0, dy = segment.Y1 - segment.Y0, length = (dx * dx) + (dy * dy);
        float t = length > 0 ? Math.Clamp((((x - segment.X0) * dx) + ((y - segment.Y0) * dy)) / length, 0, 1) : 0;
        return MathF.Sqrt(Square(x - segment.X0 - (t * dx)) + Square(y - segment.Y0 - (t * dy)));
    }

    private static float Square(float x) => x * x;
}
