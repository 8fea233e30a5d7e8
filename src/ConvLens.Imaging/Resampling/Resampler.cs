using ConvLens.Imaging.Rasters;

namespace ConvLens.Imaging.Resampling;

/// <summary>Resizes pictures as Pillow and torchvision (with antialias) do: separable, rows first, filters widened when shrinking.</summary>
/// <remarks>
/// <para>Between the passes and behind them nothing is rounded to whole levels, so a result differs from Pillow's 8-bit one by rounding: less than one level with the bilinear filter.</para>
/// <para>Sums run in one order with fused multiply-adds: the same bits everywhere (the weights of Lanczos come from the platform's sine in double, rounded to float).</para>
/// </remarks>
public static class Resampler
{
    private delegate void RowReader(int y, Span<float> row);

    /// <summary>An 8-bit picture at another size, as floats from 0 to 255.</summary>
    /// <param name="source">The picture.</param>
    /// <param name="width">Pixels in a row of the result.</param>
    /// <param name="height">Rows of the result.</param>
    /// <param name="filter">Bilinear unless told otherwise, as in most data loaders.</param>
    /// <exception cref="ArgumentException">A side is below 1, or there are too many pixels.</exception>
    public static FloatRaster Resize(Raster source, int width, int height, ResizeFilter filter = ResizeFilter.Bilinear)
    {
        ArgumentNullException.ThrowIfNull(source);
        return Resize(source.Width, source.Height, 3, (y, row) => FloatRaster.Widen(source.Row(y), row), width, height, filter);
    }

    /// <summary>A picture at another size.</summary>
    /// <inheritdoc cref="Resize(Raster, int, int, ResizeFilter)"/>
    public static FloatRaster Resize(FloatRaster source, int width, int height, ResizeFilter filter = ResizeFilter.Bilinear)
    {
        ArgumentNullException.ThrowIfNull(source);
        return Resize(source.Width, source.Height, source.Channels, (y, row) => source.Row(y).CopyTo(row), width, height, filter);
    }

    private static FloatRaster Resize(int sourceWidth, int sourceHeight, int channels, RowReader read, int width, int height, ResizeFilter filter)
    {
        FloatRaster result = new(width, height, channels), narrowed = new(width, sourceHeight, channels);
        ResizeWeights across = new(sourceWidth, width, filter), down = new(sourceHeight, height, filter);
        float[] row = new float[sourceWidth * channels];
        for (int y = 0; y < sourceHeight; y++)
        {
            read(y, row);
            if (width == sourceWidth) row.CopyTo(narrowed.Row(y));
            else Narrow(row, across, channels, narrowed.Row(y));
        }

        if (height == sourceHeight) return narrowed;
        for (int y = 0; y < height; y++)
        {
            (int start, float[] weights) = down[y];
            Span<float> sums = result.Row(y);
            for (int k = 0; k < weights.Length; k++)
            {
                float weight = weights[k];
                ReadOnlySpan<float> line = narrowed.Row(start + k);
                for (int i = 0; i < sums.Length; i++) sums[i] = MathF.FusedMultiplyAdd(weight, line[i], sums[i]);
            }
        }

        return result;
    }

    private static void Narrow(ReadOnlySpan<float> row, ResizeWeights across, int channels, Span<float> result)
    {
        for (int i = 0; i < result.Length; i++)
        {
            (int start, float[] weights) = across[i / channels];
            float sum = 0;
            for (int k = 0, at = (start * channels) + (i % channels); k < weights.Length; k++, at += channels) sum = MathF.FusedMultiplyAdd(weights[k], row[at], sum);
            result[i] = sum;
        }
    }
}
