using ConvLens.Figures.Tiles;
using ConvLens.Imaging.Sheets;
using ConvLens.Imaging.Tones;
using ConvLens.Insight.Diagnostics;

namespace ConvLens.Figures.Maps;

/// <summary>All activations of one node for one picture.</summary>
public static class FeatureMapFigure
{
    /// <summary>The most maps drawn; of more, the first.</summary>
    public const int MaxMaps = 256;

    /// <summary>One tile a map, all in one range; a node of vectors, or of maps of one number, as one tile of squares.</summary>
    /// <param name="maps">The activations: [1, C, H, W] or [1, F].</param>
    /// <param name="name">File name without extension.</param>
    /// <exception cref="ArgumentException">The activations have another shape.</exception>
    public static SheetFigure Draw(FeatureMaps maps, string name)
    {
        ArgumentNullException.ThrowIfNull(maps);
        if (maps.Maps.Shape.Rank is not (2 or 4) || maps.Maps.Shape.N != 1)
            throw new ArgumentException($"feature maps are [1, C, H, W] or [1, F], found {maps.Maps.Shape} at {maps.Node}", nameof(maps));
        return maps.Maps.Shape is { H: 1, W: 1 } ? VectorSheet.Draw(maps, name) : maps.Kind == "input" ? DrawPicture(maps, name) : DrawMaps(maps, name);
    }

    private static SheetFigure DrawPicture(FeatureMaps maps, string name)
    {
        Picture picture = Picture.Samples(maps.Maps)[0];
        ToneMap tone = Tones.OfPictures(picture);
        Sheet sheet = new($"{maps.Node}: {maps.Maps.Shape}", [new([picture.ToTile(tone, "")])])
        {
            TileSize = 112,
            Legend = tone,
            LegendLabel = picture.IsColour ? "red, green and blue alike" : "brightness",
            Footnotes = [.. Remarks.OnNotFinite([picture])],
        };
        return new(name, "The picture as the network sees it.", sheet, new OrderedDictionary<string, ToneRange> { ["input"] = tone.Range }, maps.Maps);
    }

    private static SheetFigure DrawMaps(FeatureMaps maps, string name)
    {
        Picture[] pictures = Picture.Planes(maps.Maps);
        ToneMap tone = Tones.OfMaps(maps.Maps.Values);
        Picture[] shown = [.. pictures.Take(MaxMaps)];
        string title = $"{maps.Node}: {Remarks.Count(pictures.Length, "map")} of {maps.Maps.Shape.H}×{maps.Maps.Shape.W}";
        Sheet sheet = new(title, [new([.. shown.Select((picture, c) => picture.ToTile(tone, $"{maps.Node}:{c}"))])])
        {
            TileSize = 84,
            Legend = tone,
            LegendLabel = "activation; all maps share this range",
            Footnotes = [.. Remarks.OnLeftOut(shown.Length, pictures.Length, "maps"), .. Remarks.OnNotFinite(shown)],
        };
        int dead = pictures.Count(picture => picture.IsZero);
        string reading = tone.Colors == ColorMap.Diverging ? "red is positive, blue negative, and near-white zero" : "the lighter, the more active";
        string caption = $"The activations of {maps.Node} for one picture: {reading}."
            + (dead > 0 ? $" {Remarks.Count(dead, "map")} of {pictures.Length} stayed at 0 everywhere." : "");
        return new(name, caption, sheet, new OrderedDictionary<string, ToneRange> { ["maps"] = tone.Range }, maps.Maps);
    }
}
