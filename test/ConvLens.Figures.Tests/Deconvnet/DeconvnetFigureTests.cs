using ConvLens.Compute.Tensors;
using ConvLens.Figures.Deconvnet;
using ConvLens.Imaging.Sheets;
using ConvLens.Imaging.Tones;
using ConvLens.Insight.Deconvnet;

namespace ConvLens.Figures.Tests.Deconvnet;

public class DeconvnetFigureTests
{
    [Fact]
    public void Pairs_stand_under_each_other_eight_a_line_below_the_input()
    {
        SheetFigure figure = DeconvnetFigure.Draw(Projection(11, DeconvnetStart.Map), "d", "title");
        Assert.Equal([1, 8, 8, 3, 3], figure.Sheet.Rows.Select(row => row.Tiles.Count));
        Assert.Equal(8, figure.Sheet.Columns);
        Assert.Equal("title", figure.Sheet.Title);
        Assert.Equal("pool1:18", figure.Sheet.Rows[3].Tiles[1].Caption);
        Assert.Equal((4, 8), (figure.Sheet.Rows[3].Tiles[1].Image.Width, figure.Sheet.Rows[4].Tiles[1].Image.Width));
    }

    [Fact]
    public void Maps_share_a_range_and_each_reconstruction_states_its_own()
    {
        DeconvnetProjection projection = Projection(2, DeconvnetStart.Map);
        SheetFigure figure = DeconvnetFigure.Draw(projection, "d", "title");
        Assert.Equal(new ToneRange(0, projection.Maps.ToLogical().Max()), figure.Ranges["maps"]);
        Assert.Equal(figure.Ranges["maps"], figure.Sheet.Legend!.Range);
        Assert.Equal(new ToneRange(-0.42f, 0.42f), figure.Ranges["reconstruction pool1:0"]);
        Assert.Equal(new ToneRange(-84, 84), figure.Ranges["reconstruction pool1:2"]);
        Assert.Equal(["±0.42", "±84"], figure.Sheet.Rows[2].Tiles.Select(tile => tile.Note));
        Assert.Equal(ColorMap.Diverging.At(0), figure.Sheet.Rows[2].Tiles[1].Image[0, 0]);
        Assert.Equal(ColorMap.Diverging.At(0.5), figure.Sheet.Rows[2].Tiles[1].Image[1, 0]);
        Assert.Contains("own range", figure.Sheet.Footnotes[0], StringComparison.Ordinal);
        Assert.StartsWith("Range of the input: 0 (black) to 1 (white).", figure.Sheet.Footnotes[1], StringComparison.Ordinal);
        Assert.Same(projection.Reconstructions, figure.Values);
    }

    [Fact]
    public void A_peak_is_named_by_row_and_column() =>
        Assert.Equal("pool1:2 at 3,1", DeconvnetFigure.Draw(Projection(2, DeconvnetStart.Peak), "d", "t").Sheet.Rows[1].Tiles[1].Caption);

    [Fact]
    public void An_empty_reconstruction_says_so_instead_of_a_range()
    {
        DeconvnetProjection projection = Projection(1, DeconvnetStart.Map) with { Reconstructions = new([1, 1, 8, 8]) };
        Tile tile = DeconvnetFigure.Draw(projection, "d", "t").Sheet.Rows[2].Tiles.Single();
        Assert.Equal("all 0", tile.Note);
        Assert.Equal(ColorMap.Diverging.At(0.5), tile.Image[0, 0]);
    }

    [Fact]
    public void A_colour_input_has_signed_colour_reconstructions()
    {
        DeconvnetProjection projection = Projection(1, DeconvnetStart.Map) with { Input = new([1, 3, 2, 2]), Reconstructions = Tensor.FromLogical([1, 3, 1, 1], [-5, 0, 5]) };
        Tile tile = DeconvnetFigure.Draw(projection, "d", "t").Sheet.Rows[2].Tiles.Single();
        Assert.Equal("#0080ff", tile.Image[0, 0].ToString());
        Assert.Equal("±5", tile.Note);
    }

    /// <summary>Even channels of maps 4×4; the k-th reconstruction 8×8 is zero but for −0.42 · 200ᵏ in its corner.</summary>
    private static DeconvnetProjection Projection(int count, DeconvnetStart start)
    {
        Tensor reconstructions = new([count, 1, 8, 8]);
        for (int k = 0; k < count; k++) reconstructions.Span[k * 64] = -0.42f * MathF.Round((float)Math.Pow(200, Math.Min(k, 3)));
        return new(
            "pool1", start, [.. Enumerable.Range(0, count).Select(k => 2 * k)], Numbers.Between([1, 1, 8, 8], 0, 1),
            Numbers.Between([count, 1, 4, 4], 0, 9), [.. Enumerable.Range(0, count).Select(_ => (3, 1))], reconstructions);
    }
}
