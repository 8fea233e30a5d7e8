using ConvLens.Compute.Tensors;
using ConvLens.Figures.Predictions;
using ConvLens.Imaging.Rasters;
using ConvLens.Imaging.Sheets;
using ConvLens.Imaging.Tones;

namespace ConvLens.Figures.Tests.Predictions;

public class PredictionSheetTests
{
    private static readonly string[] Classes = ["cat", "dog", "emu"];

    [Fact]
    public void A_right_prediction_has_class_and_probability_and_a_wrong_one_also_the_truth()
    {
        SheetFigure figure = PredictionSheet.Draw([new(7, Tensor.FromLogical([1, 1, 1, 2], [0, 1]), 1, [0.01, 0.983, 0.007]), new(12, new([1, 1, 1, 2]), 2, [0.61, 0.3, 0.09])], Classes, "p");
        Tile[] tiles = [.. figure.Sheet.Rows.Single().Tiles];
        Assert.Equal(("dog (98.3\u00A0%)", "no. 7"), (tiles[0].Caption, tiles[0].Note));
        Assert.Equal(("cat (61.0\u00A0%), is emu", "wrong · no. 12 · all 0"), (tiles[1].Caption, tiles[1].Note));
        Assert.Equal((Rgb.Black, Rgb.White), (tiles[0].Image[0, 0], tiles[0].Image[1, 0]));
        Assert.Equal("Predictions: 1 of 2 right", figure.Sheet.Title);
        Assert.Equal(new ToneRange(0, 1), figure.Ranges["pictures"]);
    }

    [Fact]
    public void A_class_without_a_name_is_called_by_its_number() =>
        Assert.Equal("class 3 (100.0\u00A0%), is dog", PredictionSheet.Draw([new(0, new([1, 1, 2, 2]), 1, [0, 0, 0, 1])], Classes, "p").Sheet.Rows[0].Tiles[0].Caption);

    [Fact]
    public void No_predictions_are_an_empty_sheet() => Assert.Contains("0 of 0", PredictionSheet.Draw([], Classes, "p").ToSvg(), StringComparison.Ordinal);
}
