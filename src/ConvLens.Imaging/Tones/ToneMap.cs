using ConvLens.Imaging.Rasters;

namespace ConvLens.Imaging.Tones;

/// <summary>Number to colour, with the range stated.</summary>
/// <param name="Colors">The colours.</param>
/// <param name="Range">The values at their two ends.</param>
public sealed record ToneMap(ColorMap Colors, ToneRange Range)
{
    /// <summary>Values of one sign or none: <see cref="ColorMap.Gray"/> over their least to greatest.</summary>
    public static ToneMap Gray(ReadOnlySpan<float> values) => new(ColorMap.Gray, ToneRange.Of(values));

    /// <summary>Values of one sign: <see cref="ColorMap.Sequential"/> over their least to greatest.</summary>
    public static ToneMap Sequential(ReadOnlySpan<float> values) => new(ColorMap.Sequential, ToneRange.Of(values));

    /// <summary>Signed values: <see cref="ColorMap.Diverging"/>, symmetric about zero.</summary>
    public static ToneMap Diverging(ReadOnlySpan<float> values) => new(ColorMap.Diverging, ToneRange.Symmetric(values));

    /// <summary>The colour of a value; values beyond the range take the end's colour, NaN and ±∞ the colours <see cref="ColorMap"/> gives them.</summary>
    public Rgb Map(float value) =>
        float.IsPositiveInfinity(value) ? ColorMap.PositiveInfinity
        : float.IsNegativeInfinity(value) ? ColorMap.NegativeInfinity
        : Colors.At(Range.Fraction(value));

    /// <summary>A map drawn pixel by pixel.</summary>
    /// <param name="rowMajorValues">The values row by row from the top: [height, width].</param>
    /// <param name="width">Values in a row.</param>
    /// <param name="height">Number of rows.</param>
    /// <exception cref="ArgumentException">There are more or fewer values than <c>width × height</c>, or too many for a raster.</exception>
    public Raster Render(ReadOnlySpan<float> rowMajorValues, int width, int height)
    {
        Raster.Check(width, height);
        if (rowMajorValues.Length != width * height)
            throw new ArgumentException($"a map of {width}×{height} has {width * height} values, found {rowMajorValues.Length}", nameof(rowMajorValues));
        Raster raster = new(width, height);
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++)
                raster[x, y] = Map(rowMajorValues[(y * width) + x]);
        return raster;
    }
}
