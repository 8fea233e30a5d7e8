using ConvLens.Imaging.Tones;

namespace ConvLens.Figures.Tiles;

/// <summary>Which colours and which range a kind of numbers is drawn in.</summary>
internal static class Tones
{
    /// <summary>Activations: from 0 to the greatest; symmetric about zero where any is negative.</summary>
    public static ToneMap OfMaps(ReadOnlySpan<float> values)
    {
        ToneRange range = ToneRange.Of(values);
        return range.Low < 0 || values.Contains(float.NegativeInfinity) ? ToneMap.Diverging(values) : new(ColorMap.Sequential, new(0, range.High));
    }

    /// <summary>Kernels, gradients and reconstructions: always symmetric about zero, which is near-white in a map and mid-grey in colour.</summary>
    public static ToneMap OfSigned(ReadOnlySpan<float> values, bool isColour) => new(isColour ? ColorMap.Gray : ColorMap.Diverging, ToneRange.Symmetric(values));

    /// <summary>What a network sees: 0 to 1, or, where a number lies beyond, least to greatest.</summary>
    public static ToneMap OfPictures(params IEnumerable<Picture> pictures)
    {
        ToneRange[] ranges = [.. pictures.Select(picture => ToneRange.Of(picture.Values.Span))];
        ToneRange unit = new(0, 1);
        return new(ColorMap.Gray, Array.TrueForAll(ranges, range => range.Union(unit) == unit) ? unit : ranges.Aggregate((all, one) => all.Union(one)));
    }
}
