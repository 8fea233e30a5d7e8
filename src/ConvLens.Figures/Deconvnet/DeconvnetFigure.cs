using ConvLens.Figures.Tiles;
using ConvLens.Imaging.Sheets;
using ConvLens.Imaging.Tones;
using ConvLens.Insight.Deconvnet;

namespace ConvLens.Figures.Deconvnet;

/// <summary>Feature maps and, under each, what in the picture lit it [zeiler2014].</summary>
public static class DeconvnetFigure
{
    /// <summary>The input, then maps over reconstructions, eight pairs a line. The maps share one range; each reconstruction has its own, stated under it.</summary>
    /// <param name="projection">The maps and their reconstructions.</param>
    /// <param name="name">File name without extension.</param>
    /// <param name="title">The heading.</param>
    /// <param name="shown">The same projection with pictures as people see them, where the network is fed others (blue first, minus a mean). Default: as it was fed.</param>
    public static SheetFigure Draw(DeconvnetProjection projection, string name, string title, DeconvnetProjection? shown = null)
    {
        ArgumentNullException.ThrowIfNull(projection);
        shown ??= projection;
        Picture input = Picture.Samples(shown.Input)[0];
        Picture[] maps = Picture.Samples(projection.Maps), reconstructions = Picture.Samples(shown.Reconstructions);
        ToneMap inputTone = Tones.OfPictures(input), mapTone = Tones.OfMaps(projection.Maps.Values);
        OrderedDictionary<string, ToneRange> ranges = new() { ["input"] = inputTone.Range, ["maps"] = mapTone.Range };

        List<Tile> upper = [], lower = [];
        for (int k = 0; k < maps.Length; k++)
        {
            string address = $"{projection.Node}:{projection.Channels[k]}";
            ToneMap tone = Tones.OfSigned(reconstructions[k].Values.Span, reconstructions[k].IsColour);
            ranges[$"reconstruction {address}"] = tone.Range;
            (int y, int x) = projection.Peaks[k];
            upper.Add(maps[k].ToTile(mapTone, projection.Start == DeconvnetStart.Map ? address : $"{address} at {y},{x}"));
            lower.Add(reconstructions[k].ToTile(tone, "", Remarks.PlusMinus(tone.Range)));
        }

        string mapHeading = $"Feature map{(maps.Length == 1 ? "" : "s")} of {projection.Node}";
        string reconstructionHeading = maps.Length == 1 ? "What lit it: its reconstruction in the input" : "What lit them: reconstructions in the input";
        Sheet sheet = new(title, [new([input.ToTile(inputTone, "")], "Input"), .. PairedRows.Of(mapHeading, upper, reconstructionHeading, lower)])
        {
            Columns = PairedRows.Columns,
            TileSize = 112,
            Legend = mapTone,
            LegendLabel = maps.Length == 1 ? "activation" : $"activation; the maps of {projection.Node} share this range",
            Footnotes =
            [
                "A reconstruction's own range stands under it, as reconstructions differ by orders of magnitude: compare their forms, not their strength. "
                    + (input.IsColour ? "Mid-grey is zero." : "Red is positive, blue negative, near-white zero."),
                Remarks.OnPictures("input", inputTone.Range),
                .. Remarks.OnNotFinite([input, .. maps, .. reconstructions]),
            ],
        };
        string start = projection.Start switch
        {
            DeconvnetStart.Peak => "the strongest unit of each map (at row, column) alone",
            DeconvnetStart.Unit => "the chosen unit (at row, column) alone",
            _ => "each map alone",
        };
        string caption = $"What in the input lit the maps of {projection.Node}: {start} is sent back down through the network, "
            + "and under it stands the pattern of pixels it came from.";
        return new(name, caption, sheet, ranges, projection.Reconstructions);
    }
}
