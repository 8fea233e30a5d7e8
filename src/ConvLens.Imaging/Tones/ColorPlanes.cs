using ConvLens.Imaging.Rasters;

namespace ConvLens.Imaging.Tones;

/// <summary>Pictures whose three planes are red, green and blue themselves.</summary>
public static class ColorPlanes
{
    /// <summary>A picture drawn pixel by pixel; one range for all three planes, so that no hue is shifted.</summary>
    /// <param name="planes">The values: [3, height, width], red first.</param>
    /// <param name="width">Values in a row.</param>
    /// <param name="height">Number of rows.</param>
    /// <param name="range">The values drawn as level 0 and level 255; values beyond are clamped. A pixel that is not finite takes the colour
    /// <see cref="ColorMap"/> gives to the first such value in it.</param>
    /// <exception cref="ArgumentException">There are more or fewer values than <c>3 × width × height</c>, or too many for a raster.</exception>
    public static Raster Render(ReadOnlySpan<float> planes, int width, int height, ToneRange range)
    {
        Raster.Check(width, height);
        int plane = width * height;
        if (planes.Length != 3L * plane)
            throw new ArgumentException($"a picture of 3×{height}×{width} has {3L * plane} values, found {planes.Length}", nameof(planes));
        ToneMap tone = new(ColorMap.Gray, range);
        Raster raster = new(width, height);
        for (int i = 0; i < plane; i++)
        {
            Rgb red = tone.Map(planes[i]), green = tone.Map(planes[plane + i]), blue = tone.Map(planes[(2 * plane) + i]);
            raster[i % width, i / width] = !red.IsGrey ? red : !green.IsGrey ? green : !blue.IsGrey ? blue : new(red.R, green.G, blue.B);
        }

        return raster;
    }
}
