using ConvLens.Compute.Tensors;
using ConvLens.Figures.Tiles;
using ConvLens.Imaging.Sheets;
using ConvLens.Imaging.Tones;
using ConvLens.Insight.Attribution;

namespace ConvLens.Figures.Attribution;

/// <summary>Pictures and, under each, how a score would change with each of its pixels.</summary>
public static class InputGradientFigure
{
    /// <summary>Pictures over signals, eight pairs a line. The pictures share one range; each signal has its own, symmetric about zero and stated under it.</summary>
    /// <param name="gradients">What stands under each picture, and the signal; at least one, all of one shape.</param>
    /// <param name="name">File name without extension.</param>
    /// <param name="title">The heading.</param>
    /// <exception cref="ArgumentException">There is no gradient, or their shapes differ.</exception>
    public static SheetFigure Draw(IReadOnlyList<(string Caption, InputGradient Gradient)> gradients, string name, string title)
    {
        ArgumentNullException.ThrowIfNull(gradients);
        Tensor signals = Stack([.. gradients.Select(item => item.Gradient.Signal)]);
        Picture[] pictures = [.. gradients.Select(item => Picture.Samples(item.Gradient.Input)[0])], signalPictures = Picture.Samples(signals);
        ToneMap pictureTone = Tones.OfPictures(pictures);
        OrderedDictionary<string, ToneRange> ranges = new() { ["pictures"] = pictureTone.Range };
        string[] methods = [.. gradients.Select(item => item.Gradient.Method).Distinct()];

        List<Tile> upper = [], lower = [];
        for (int i = 0; i < gradients.Count; i++)
        {
            (string caption, InputGradient gradient) = gradients[i];
            ToneMap tone = Tones.OfSigned(signalPictures[i].Values.Span, signalPictures[i].IsColour);
            ranges[$"signal {i}"] = tone.Range;
            upper.Add(pictures[i].ToTile(pictureTone, caption));
            lower.Add(signalPictures[i].ToTile(tone, methods.Length == 1 ? gradient.Target : $"{gradient.Method}, {gradient.Target}", Remarks.PlusMinus(tone.Range)));
        }

        // Other rules than the plain gradient's change the signal on its way, so that it says less.
        bool isPlain = methods is ["gradient"];
        string what = methods.Length == 1 ? $"Signal at each pixel ({methods[0]})" : "Signal at each pixel";
        Sheet sheet = new(title, [.. PairedRows.Of("Pictures", upper, what, lower)])
        {
            Columns = PairedRows.Columns,
            TileSize = 112,
            Footnotes =
            [
                "Each signal has its own range, stated under it: compare their forms, not their strength. "
                    + (signalPictures[0].IsColour ? "Mid-grey is zero."
                        : isPlain ? "Red: a brighter pixel raises the score; blue: it lowers it; near-white: no effect."
                        : "Red is positive, blue negative, near-white zero."),
                Remarks.OnPictures("pictures", pictureTone.Range),
                .. Remarks.OnNotFinite([.. pictures, .. signalPictures]),
            ],
        };
        string captionText = isPlain
            ? "Under each picture: how strongly the score would react if one of its pixels changed a little."
            : "Under each picture: the signal that the score sends back to each of its pixels.";
        return new(name, captionText, sheet, ranges, signals);
    }

    private static Tensor Stack(Tensor[] samples)
    {
        if (samples.Length == 0) throw new ArgumentException("a figure of gradients needs at least one", nameof(samples));
        Shape shape = samples[0].Shape;
        Tensor? other = Array.Find(samples, sample => sample.Shape != shape);
        if (other is not null || shape.Rank != 4 || shape.N != 1)
            throw new ArgumentException($"gradients in one figure are all [1, C, H, W] of one size, found {shape}{(other is null ? "" : $" and {other.Shape}")}", nameof(samples));
        Tensor stack = new(shape.WithN(samples.Length));
        for (int i = 0; i < samples.Length; i++) samples[i].Values.CopyTo(stack.Span[(i * shape.Length)..]);
        return stack;
    }
}
