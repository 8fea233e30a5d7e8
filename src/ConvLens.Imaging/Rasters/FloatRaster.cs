namespace ConvLens.Imaging.Rasters;

/// <summary>A picture of float32 samples, 1 or 3 channels side by side, row by row from the top left. Levels are 0 to 255 unless said otherwise.</summary>
public sealed class FloatRaster
{
    /// <summary>The weights of red, green and blue in a grey level [bt601].</summary>
    public const float Red = 0.299f, Green = 0.587f, Blue = 0.114f;

    private readonly float[] _values;

    /// <summary>A picture of zeros.</summary>
    /// <exception cref="ArgumentException">A side is below 1, there are more than <see cref="Raster.MaxPixels"/> pixels, or not 1 or 3 channels.</exception>
    public FloatRaster(int width, int height, int channels)
    {
        Raster.Check(width, height);
        if (channels is not (1 or 3)) throw new ArgumentException($"a picture has 1 or 3 channels, found {channels}", nameof(channels));
        (Width, Height, Channels) = (width, height, channels);
        _values = new float[checked(width * height * channels)];
    }

    /// <summary>Pixels in a row.</summary>
    public int Width { get; }

    /// <summary>Number of rows.</summary>
    public int Height { get; }

    /// <summary>Samples of a pixel.</summary>
    public int Channels { get; }

    /// <summary>All samples, pixel by pixel.</summary>
    public Span<float> Values => _values;

    /// <summary>One sample.</summary>
    public float this[int x, int y, int channel] => Row(y)[(x * Channels) + channel];

    /// <summary>One row; <see cref="Width"/> × <see cref="Channels"/> samples.</summary>
    public Span<float> Row(int y) => _values.AsSpan(y * Width * Channels, Width * Channels);

    /// <summary>A raster's levels as floats.</summary>
    public static FloatRaster Of(Raster raster)
    {
        ArgumentNullException.ThrowIfNull(raster);
        FloatRaster result = new(raster.Width, raster.Height, 3);
        for (int y = 0; y < raster.Height; y++) Widen(raster.Row(y), result.Row(y));
        return result;
    }

    /// <summary>The middle of the picture; where the rest is odd, the start is rounded to an even number, as in torchvision.</summary>
    /// <exception cref="ArgumentException">The part is larger than the picture, or empty.</exception>
    public FloatRaster CropCentre(int width, int height)
    {
        if (width < 1 || height < 1 || width > Width || height > Height) throw new ArgumentException($"{width}×{height} does not lie inside {Width}×{Height}", nameof(width));
        (int left, int top) = (Middle(Width - width), Middle(Height - height));
        FloatRaster part = new(width, height, Channels);
        for (int y = 0; y < height; y++) Row(top + y).Slice(left * Channels, width * Channels).CopyTo(part.Row(y));
        return part;
    }

    /// <summary>The grey levels: <c>0.299 R + 0.587 G + 0.114 B</c> [bt601]; a grey picture is its own.</summary>
    public FloatRaster ToGrey()
    {
        if (Channels == 1) return this;
        FloatRaster grey = new(Width, Height, 1);
        for (int i = 0; i < grey._values.Length; i++)
            grey._values[i] = MathF.FusedMultiplyAdd(Blue, _values[(3 * i) + 2], MathF.FusedMultiplyAdd(Green, _values[(3 * i) + 1], Red * _values[3 * i]));
        return grey;
    }

    /// <summary>The nearest 8-bit levels: rounded, halves to even; below 0 and NaN become 0, above 255 become 255.</summary>
    public Raster ToRaster()
    {
        Raster raster = new(Width, Height);
        for (int y = 0; y < Height; y++)
        {
            Span<byte> levels = raster.Row(y);
            ReadOnlySpan<float> row = Row(y);
            for (int i = 0; i < levels.Length; i++)
            {
                float value = row[Channels == 3 ? i : i / 3];
                levels[i] = value > 0 ? (byte)Math.Min(255, MathF.Round(value)) : (byte)0;
            }
        }

        return raster;
    }

    /// <summary>Bytes as floats.</summary>
    internal static void Widen(ReadOnlySpan<byte> levels, Span<float> values)
    {
        for (int i = 0; i < levels.Length; i++) values[i] = levels[i];
    }

    private static int Middle(int rest) => (rest / 2) + (rest % 4 == 3 ? 1 : 0);
}
