using ConvLens.Compute.Tensors;
using ConvLens.Figures.Maps;
using ConvLens.Imaging.Sheets;
using ConvLens.Imaging.Tones;

namespace ConvLens.Figures.Tests.Maps;

public class FeatureMapFigureTests
{
    [Fact]
    public void Rectified_maps_share_one_range_from_zero_and_are_drawn_number_by_number()
    {
        Tensor maps = Numbers.Between([1, 3, 4, 5], 0, 2);
        SheetFigure figure = FeatureMapFigure.Draw(new("relu1", "relu", maps), "maps");
        float greatest = maps.ToLogical().Max();
        Assert.Equal(new ToneRange(0, greatest), figure.Ranges["maps"]);
        Assert.Equal(new ToneMap(ColorMap.Sequential, new(0, greatest)), figure.Sheet.Legend);
        Assert.Same(maps, figure.Values);
        Tile[] tiles = [.. figure.Sheet.Rows.Single().Tiles];
        Assert.Equal(["relu1:0", "relu1:1", "relu1:2"], tiles.Select(tile => tile.Caption));
        for (int c = 0; c < 3; c++)
            for (int y = 0; y < 4; y++)
                for (int x = 0; x < 5; x++)
                    Assert.Equal(ColorMap.Sequential.At((double)maps[0, c, y, x] / greatest), tiles[c].Image[x, y]);
    }

    [Fact]
    public void Signed_maps_have_the_middle_colour_at_zero()
    {
        SheetFigure figure = FeatureMapFigure.Draw(new("conv1", "convolution", Tensor.FromLogical([1, 1, 1, 3], [-4, 0, 1])), "maps");
        Assert.Equal(new ToneRange(-4, 4), figure.Ranges["maps"]);
        Assert.Equal(ColorMap.Diverging.At(0.5), figure.Sheet.Rows[0].Tiles[0].Image[1, 0]);
        Assert.Equal(ColorMap.Diverging.At(0), figure.Sheet.Rows[0].Tiles[0].Image[0, 0]);
    }

    [Fact]
    public void Dead_maps_are_noted_and_counted()
    {
        SheetFigure figure = FeatureMapFigure.Draw(new("relu1", "relu", Tensor.FromLogical([1, 3, 1, 2], [0, 0, 1, 2, 0, 0])), "maps");
        Assert.Equal(["all 0", null, "all 0"], figure.Sheet.Rows[0].Tiles.Select(tile => tile.Note));
        Assert.Contains("2 maps of 3 stayed at 0", figure.Caption, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_that_are_not_finite_are_explained_only_where_there_are_any()
    {
        Assert.Contains(FeatureMapFigure.Draw(new("n", "relu", Tensor.FromLogical([1, 1, 1, 2], [1, float.NaN])), "m").Sheet.Footnotes, note => note.Contains("magenta", StringComparison.Ordinal));
        Assert.Empty(FeatureMapFigure.Draw(new("n", "relu", Tensor.FromLogical([1, 1, 1, 2], [1, 2])), "m").Sheet.Footnotes);
    }

    [Fact]
    public void Of_more_than_256_maps_the_first_are_shown_in_the_range_of_all()
    {
        SheetFigure figure = FeatureMapFigure.Draw(new("deep", "relu", Numbers.Counted([1, 300, 1, 2])), "maps");
        Assert.Equal(256, figure.Sheet.Rows[0].Tiles.Count);
        Assert.Equal(new ToneRange(0, 599), figure.Ranges["maps"]);
        Assert.Contains("first 256 of 300 maps", Assert.Single(figure.Sheet.Footnotes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Vectors_and_maps_of_one_number_are_one_tile_folded_into_rows_of_16(bool isVector)
    {
        SheetFigure figure = FeatureMapFigure.Draw(new("fc1", "dense", Numbers.Counted(isVector ? [1, 40] : [1, 40, 1, 1])), "maps");
        Tile tile = figure.Sheet.Rows.Single().Tiles.Single();
        Assert.Equal("fc1:0 … 39", tile.Caption);
        int cell = (tile.Image.Width + 1) / 16;
        Assert.Equal(3 * cell, tile.Image.Height + 1);
        Assert.Equal(ColorMap.Sequential.At(37 / 39.0), tile.Image[(5 * cell) + 1, (2 * cell) + 1]);
        Assert.Equal(new ToneRange(0, 39), figure.Ranges["units"]);
        Assert.Contains("1 of them is 0", figure.Caption, StringComparison.Ordinal);
    }

    [Fact]
    public void The_input_is_a_picture_in_its_own_colours()
    {
        SheetFigure figure = FeatureMapFigure.Draw(new("input", "input", Tensor.FromLogical([1, 3, 1, 2], [1, 0, 0, 0, 0, 1])), "maps");
        Assert.Equal(("#ff0000", "#0000ff"), (figure.Sheet.Rows[0].Tiles[0].Image[0, 0].ToString(), figure.Sheet.Rows[0].Tiles[0].Image[1, 0].ToString()));
        Assert.Equal(new ToneRange(0, 1), figure.Ranges["input"]);
    }

    [Fact]
    public void Another_shape_is_refused_with_the_node_named()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => FeatureMapFigure.Draw(new("conv7", "relu", new([2, 3, 4, 4])), "maps"));
        Assert.Contains("conv7", error.Message, StringComparison.Ordinal);
        Assert.Contains("2×3×4×4", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_maps_give_the_same_bytes()
    {
        static SheetFigure Draw() => FeatureMapFigure.Draw(new("relu1", "relu", Numbers.Between([1, 5, 6, 6], 0, 1)), "maps");
        Assert.Equal(Draw().ToSvg(), Draw().ToSvg());
        Assert.Equal(Imaging.Codecs.PngWriter.Encode(Draw().ToRaster()), Imaging.Codecs.PngWriter.Encode(Draw().ToRaster()));
    }
}
