using ConvLens.Figures.Tiles;
using ConvLens.Imaging.Rasters;
using ConvLens.Imaging.Tones;

namespace ConvLens.Figures.Tests.Tiles;

public class CellGridTests
{
    [Fact]
    public void Squares_are_read_like_text_and_missing_ones_have_no_colour_of_the_map()
    {
        ToneMap tone = new(ColorMap.Sequential, new(0, 4));
        Raster grid = CellGrid.Draw([0, 1, 2, 3, 4], 3, tone);
        int cell = (grid.Width + 1) / 3;
        Assert.Equal((3 * cell, 2 * cell), (grid.Width + 1, grid.Height + 1));
        for (int i = 0; i < 5; i++) Assert.Equal(tone.Map(i), grid[(i % 3 * cell) + (cell / 2), (i / 3 * cell) + (cell / 2)]);
        Assert.Equal(grid[cell - 1, 0], grid[(2 * cell) + (cell / 2), cell + (cell / 2)]);
        Assert.DoesNotContain(grid[cell - 1, 0], Enumerable.Range(0, 511).Select(i => ColorMap.Diverging.At(i / 510.0)));
    }

    [Fact]
    public void Many_squares_shrink_but_never_vanish()
    {
        Raster grid = CellGrid.Draw(new float[16384], 64, new(ColorMap.Sequential, new(0, 1)));
        Assert.True(grid.Width >= 64 * 3 && grid.Height < 2000, $"{grid}");
    }
}
