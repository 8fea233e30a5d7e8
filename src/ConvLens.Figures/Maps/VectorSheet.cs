using ConvLens.Figures.Tiles;
using ConvLens.Imaging.Sheets;
using ConvLens.Imaging.Tones;
using ConvLens.Insight.Diagnostics;

namespace ConvLens.Figures.Maps;

/// <summary>Activations without extent, folded into rows.</summary>
internal static class VectorSheet
{
    private const int MaxUnits = 16384, NarrowRow = 16, WideRow = 64, MaxNarrow = 256;

    public static SheetFigure Draw(FeatureMaps maps, string name)
    {
        ReadOnlySpan<float> values = maps.Maps.Values;
        ToneMap tone = Tones.OfMaps(values);
        int shown = Math.Min(values.Length, MaxUnits), columns = Math.Min(shown, shown <= MaxNarrow ? NarrowRow : WideRow);
        Picture units = new(values[..shown].ToArray(), 1, shown);
        Tile tile = new(CellGrid.Draw(units.Values.Span, columns, tone), Units(maps.Node, shown), units.Remark);
        Sheet sheet = new($"{maps.Node}: {Remarks.Count(values.Length, "unit")}", [new([tile])])
        {
            TileSize = 1,
            Subtitle = shown > columns ? $"Read like text: each row holds {columns} units, the first 0 to {columns - 1}." : null,
            Legend = tone,
            LegendLabel = "activation; all units share this range",
            Footnotes = [.. Remarks.OnLeftOut(shown, values.Length, "units"), .. Remarks.OnNotFinite([units])],
        };
        int silent = values.Count(0f);
        string caption = $"The {Remarks.Count(values.Length, "unit")} of {maps.Node} for one picture, in order."
            + (silent > 0 ? $" {silent} of them {(silent == 1 ? "is" : "are")} 0." : "");
        return new(name, caption, sheet, new OrderedDictionary<string, ToneRange> { ["units"] = tone.Range }, maps.Maps);
    }

    private static string Units(string node, int count) => count == 1 ? $"{node}:0" : $"{node}:0 … {count - 1}";
}
