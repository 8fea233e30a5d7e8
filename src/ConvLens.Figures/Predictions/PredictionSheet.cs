using ConvLens.Figures.Tiles;
using ConvLens.Imaging.Sheets;
using ConvLens.Imaging.Tones;
using ConvLens.Insight.Diagnostics;

namespace ConvLens.Figures.Predictions;

/// <summary>Pictures with what a classifier says of them.</summary>
public static class PredictionSheet
{
    /// <summary>One tile a picture: the predicted class with its probability and, where it is wrong, the true one.</summary>
    /// <param name="predictions">The pictures, in order.</param>
    /// <param name="classNames">The names of the classes.</param>
    /// <param name="name">File name without extension.</param>
    public static SheetFigure Draw(IReadOnlyList<ClassPrediction> predictions, IReadOnlyList<string> classNames, string name)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        ArgumentNullException.ThrowIfNull(classNames);
        Picture[] pictures = [.. predictions.Select(prediction => Picture.Samples(prediction.Picture)[0])];
        ToneMap tone = Tones.OfPictures(pictures);
        IEnumerable<Tile> tiles = predictions.Zip(pictures, (prediction, picture) =>
            picture.ToTile(tone, ClassText.Verdict(prediction, classNames), prediction.IsCorrect ? $"no. {prediction.Index}" : $"wrong · no. {prediction.Index}"));
        int right = predictions.Count(prediction => prediction.IsCorrect);
        Sheet sheet = new($"Predictions: {right} of {predictions.Count} right", [new([.. tiles])])
        {
            TileSize = 84,
            Footnotes = [Remarks.OnPictures("pictures", tone.Range), .. Remarks.OnNotFinite(pictures)],
        };
        const string caption = "Under each picture: the predicted class and its probability, then, where it is wrong, the true class; "
            + "below it the picture's number in its dataset.";
        return new(name, caption, sheet, new OrderedDictionary<string, ToneRange> { ["pictures"] = tone.Range });
    }
}
