namespace ConvLens.Imaging.Rasters;

/// <summary>A picture of 8-bit RGB pixels, row by row from the top left.</summary>
public sealed class Raster
{
    /// <summary>The most pixels a raster may have: 2²⁸, as in 16384 × 16384.</summary>
    public const int MaxPixels = 1 << 28;

    private readonly byte[] _bytes;

    /// <summary>A raster of one colour; black unless told otherwise.</summary>
    /// <exception cref="ArgumentException">A side is below 1, or there are more than <see cref="MaxPixels"/> pixels.</exception>
    public Raster(int width, int height, Rgb colour = default)
    {
        Check(width, height);
        Width = width;
        Height = height;
        _bytes = new byte[width * height * 3];
        if (colour != default) Fill(colour);
    }

    /// <summary>Pixels in a row.</summary>
    public int Width { get; }

    /// <summary>Number of rows.</summary>
    public int Height { get; }

    /// <summary>One pixel; x counts from the left, y from the top.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The position is outside the raster.</exception>
    public Rgb this[int x, int y]
    {
        get
        {
            ReadOnlySpan<byte> pixel = _bytes.AsSpan(Offset(x, y), 3);
            return new(pixel[0], pixel[1], pixel[2]);
        }
        set
        {
            Span<byte> pixel = _bytes.AsSpan(Offset(x, y), 3);
            (pixel[0], pixel[1], pixel[2]) = (value.R, value.G, value.B);
        }
    }

    /// <summary>One row as R, G, B, R, G, B, …, to read or to write; 3 × <see cref="Width"/> bytes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public Span<byte> Row(int y) => _bytes.AsSpan(Offset(0, y), Width * 3);

    /// <summary>Paints every pixel.</summary>
    public void Fill(Rgb colour) => Fill(0, 0, Width, Height, colour);

    /// <summary>Paints a rectangle.</summary>
    /// <exception cref="ArgumentException">The rectangle does not lie inside the raster.</exception>
    public void Fill(int x, int y, int width, int height, Rgb colour)
    {
        CheckInside(x, y, width, height);
        if (width == 0 || height == 0) return;
        for (int column = x; column < x + width; column++) this[column, y] = colour;
        ReadOnlySpan<byte> first = Row(y).Slice(x * 3, width * 3);
        for (int row = y + 1; row < y + height; row++) first.CopyTo(Row(row)[(x * 3)..]);
    }

    /// <summary>Copies another raster to the place whose top left is (<paramref name="x"/>, <paramref name="y"/>).</summary>
    /// <exception cref="ArgumentException">It would stick out.</exception>
    public void Blit(Raster source, int x, int y)
    {
        ArgumentNullException.ThrowIfNull(source);
        CheckInside(x, y, source.Width, source.Height);
        for (int row = 0; row < source.Height; row++) source.Row(row).CopyTo(Row(y + row)[(x * 3)..]);
    }

    /// <summary>Lays a colour over one pixel: <c>pixel + coverage · (colour − pixel)</c>. A pixel outside the raster is left out.</summary>
    /// <param name="x">From the left.</param>
    /// <param name="y">From the top.</param>
    /// <param name="colour">The colour laid on.</param>
    /// <param name="coverage">0 (nothing) to 1 (all of the pixel); clamped.</param>
    public void Blend(int x, int y, Rgb colour, float coverage)
    {
        if ((uint)x >= (uint)Width || (uint)y >= (uint)Height || !(coverage > 0)) return;
        coverage = Math.Min(coverage, 1);
        Rgb under = this[x, y];
        this[x, y] = new(Mix(under.R, colour.R, coverage), Mix(under.G, colour.G, coverage), Mix(under.B, colour.B, coverage));
    }

    /// <summary>The raster with every pixel repeated <paramref name="factor"/> times in both directions (nearest neighbour).</summary>
    /// <exception cref="ArgumentException">The factor is below 1, or the result would have more than <see cref="MaxPixels"/> pixels.</exception>
    public Raster Enlarge(int factor)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(factor, 1);
        Check((long)Width * factor, (long)Height * factor);
        Raster large = new(Width * factor, Height * factor);
        for (int y = 0; y < Height; y++)
        {
            Span<byte> first = large.Row(y * factor);
            ReadOnlySpan<byte> source = Row(y);
            for (int x = 0; x < large.Width; x++) source.Slice(x / factor * 3, 3).CopyTo(first[(x * 3)..]);
            for (int copy = 1; copy < factor; copy++) first.CopyTo(large.Row((y * factor) + copy));
        }

        return large;
    }

    /// <summary>Width × height.</summary>
    public override string ToString() => $"Raster {Width}×{Height}";

    internal static void Check(long width, long height)
    {
        if (width < 1 || height < 1 || width > MaxPixels || height > MaxPixels / width)
            throw new ArgumentException($"a raster has at least 1×1 and at most {MaxPixels} pixels, found {width}×{height}", nameof(width));
    }

    private static byte Mix(byte under, byte over, float coverage) => (byte)(under + ((over - under) * coverage) + 0.5f);

    private int Offset(int x, int y)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)x, (uint)Width, nameof(x));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)y, (uint)Height, nameof(y));
        return ((y * Width) + x) * 3;
    }

    private void CheckInside(int x, int y, int width, int height)
    {
        if (x < 0 || y < 0 || width < 0 || height < 0 || width > Width - x || height > Height - y)
            throw new ArgumentException($"{width}×{height} at ({x}, {y}) does not lie inside {Width}×{Height}", nameof(width));
    }
}
