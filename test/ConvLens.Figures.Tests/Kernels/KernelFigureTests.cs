using ConvLens.Compute.Tensors;
using ConvLens.Figures.Kernels;
using ConvLens.Imaging.Rasters;
using ConvLens.Imaging.Sheets;
using ConvLens.Imaging.Tones;

namespace ConvLens.Figures.Tests.Kernels;

public class KernelFigureTests
{
    [Fact]
    public void Kernels_over_one_plane_are_a_tile_each_in_one_symmetric_range()
    {
        SheetFigure figure = KernelFigure.Draw(new("conv1", Tensor.FromLogical([2, 1, 1, 2], [0, 0.5f, -2, 1])), "k");
        Tile[] tiles = [.. figure.Sheet.Rows.Single().Tiles];
        Assert.Equal(["conv1:0", "conv1:1"], tiles.Select(tile => tile.Caption));
        Assert.Equal(new ToneRange(-2, 2), figure.Ranges["kernels"]);
        Assert.Equal((ColorMap.Diverging.At(0.5), ColorMap.Diverging.At(0)), (tiles[0].Image[0, 0], tiles[1].Image[0, 0]));
    }

    [Fact]
    public void Kernels_over_three_planes_are_colours_about_mid_grey()
    {
        SheetFigure figure = KernelFigure.Draw(new("conv1", Tensor.FromLogical([1, 3, 1, 2], [0, 1, 0, -1, 0, 0])), "k");
        Raster tile = figure.Sheet.Rows.Single().Tiles.Single().Image;
        Assert.Equal(Rgb.Grey(128), tile[0, 0]);
        Assert.Equal(new Rgb(255, 0, 128), tile[1, 0]);
    }

    [Fact]
    public void Other_kernels_are_a_row_an_output_and_a_column_an_input()
    {
        Tensor weights = Numbers.Between([5, 4, 3, 2], -1, 1);
        SheetFigure figure = KernelFigure.Draw(new("conv2", weights), "k");
        Assert.Equal((5, 4), (figure.Sheet.Rows.Count, figure.Sheet.Columns));
        Tile tile = figure.Sheet.Rows[3].Tiles[2];
        Assert.Equal("3 ← 2", tile.Caption);
        ToneMap tone = new(ColorMap.Diverging, figure.Ranges["kernels"]);
        Assert.Equal(tone.Map(weights[3, 2, 2, 1]), tile.Image[1, 2]);
        Assert.Equal(weights.ToLogical().Max(Math.Abs), tone.Range.High);
        Assert.Empty(figure.Sheet.Footnotes);
    }

    [Fact]
    public void Of_many_outputs_and_inputs_the_first_64_and_16_are_shown_and_the_rest_is_mentioned()
    {
        SheetFigure figure = KernelFigure.Draw(new("conv5", new([70, 20, 2, 2])), "k");
        Assert.Equal((64, 16), (figure.Sheet.Rows.Count, figure.Sheet.Rows[63].Tiles.Count));
        Assert.Equal("63 ← 15", figure.Sheet.Rows[63].Tiles[15].Caption);
        Assert.Contains("first 64 of 70 outputs and the first 16 of 20 inputs", Assert.Single(figure.Sheet.Footnotes), StringComparison.Ordinal);
    }

    [Fact]
    public void Kernels_of_one_number_are_one_matrix_with_outputs_as_rows()
    {
        Tensor weights = Numbers.Between([6, 5, 1, 1], -1, 1);
        SheetFigure figure = KernelFigure.Draw(new("mix", weights), "k");
        Raster matrix = figure.Sheet.Rows.Single().Tiles.Single().Image;
        int cell = (matrix.Width + 1) / 5;
        Assert.Equal(6 * cell, matrix.Height + 1);
        Assert.Equal(new ToneMap(ColorMap.Diverging, figure.Ranges["kernels"]).Map(weights[4, 1, 0, 0]), matrix[(1 * cell) + 1, (4 * cell) + 1]);
    }

    [Fact]
    public void Weights_of_another_rank_are_refused() => Assert.Throws<ArgumentException>(() => KernelFigure.Draw(new("fc1", new([4, 5])), "k"));
}
