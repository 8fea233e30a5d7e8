using ConvLens.Imaging.Rasters;
using ConvLens.Imaging.Sheets;
using ConvLens.Imaging.Text;
using ConvLens.Imaging.Tones;

namespace ConvLens.Imaging.Tests.Sheets;

public class SheetRasterTests
{
    private static readonly Rgb Red = new(255, 0, 0), Blue = new(0, 0, 255);

    [Fact]
    public void A_small_tile_is_enlarged_by_a_whole_number_until_its_shorter_side_suffices()
    {
        Raster page = SheetRaster.Render(new("t", [new([new(new Raster(5, 3, Red))])]) { TileSize = 64 });
        (int x, int y, int width, int height) = Bounds(page, Red);
        Assert.Equal((5 * 22, 3 * 22), (width, height));
        Assert.Equal((page[x - 1, y], page[x, y - 1]), (page[x + width, y], page[x, y + height]));
        Assert.NotEqual(Rgb.White, page[x - 1, y - 1]);
        Assert.Equal(Rgb.White, page[x - 2, y - 2]);
    }

    [Fact]
    public void A_large_tile_stays_as_it_is_pixel_by_pixel()
    {
        Raster tile = new(70, 100, Red) { [69, 99] = Blue };
        Raster page = SheetRaster.Render(new("t", [new([new(tile)])]));
        (int x, int y, _, _) = Bounds(page, Red);
        Assert.Equal((Red, Blue), (page[x, y], page[x + 69, y + 99]));
    }

    [Fact]
    public void A_long_thin_tile_does_not_run_off()
    {
        (_, _, int width, int height) = Bounds(SheetRaster.Render(new("t", [new([new(new Raster(1, 1000, Red))])])), Red);
        Assert.Equal((1, 1000), (width, height));
    }

    [Fact]
    public void Rows_align_by_column_and_wrap_after_the_last()
    {
        Rgb[] colours = [Red, Blue, new(0, 255, 0), new(255, 255, 0), new(0, 255, 255)];
        Tile[] maps = [.. colours[..3].Select(colour => new Tile(new Raster(64, 64, colour), "map"))];
        Tile[] others = [.. colours[3..].Select(colour => new Tile(new Raster(90, 64, colour), "a longer caption"))];
        Raster page = SheetRaster.Render(new("t", [new(maps, "maps"), new(others, "others")]) { Columns = 2 });
        (int X, int Y, int Width, int Height)[] places = [.. colours.Select(colour => Bounds(page, colour))];
        Assert.Equal((places[0].X, places[1].X), (places[3].X, places[4].X));
        Assert.Equal(places[0].X, places[2].X);
        Assert.Equal(places[0].Y, places[1].Y);
        Assert.True(places[2].Y > places[0].Y + 64 && places[3].Y > places[2].Y + 64);
        Assert.True(places[1].X >= places[0].X + 90);
    }

    [Fact]
    public void A_long_title_is_neither_cut_nor_run_into_the_edge()
    {
        string title = string.Join(' ', Enumerable.Repeat("activations", 30)) + " " + new string('W', 60);
        Raster page = SheetRaster.Render(new(title, [new([new(new Raster(8, 8, Red), new string('x', 300))])]));
        for (int y = 0; y < page.Height; y++)
            for (int margin = 0; margin < 12; margin++)
                Assert.Equal((Rgb.White, Rgb.White), (page[margin, y], page[page.Width - 1 - margin, y]));
    }

    [Fact]
    public void The_legend_runs_from_the_low_to_the_high_colour()
    {
        ToneMap tone = new(ColorMap.Diverging, new(-2, 2));
        Raster page = SheetRaster.Render(new("t", []) { Legend = tone });
        (int left, int y, int width, _) = BarBounds(page);
        Assert.Equal(tone.Map((float)(-2 + (4 * 0.5 / width))), page[left, y]);
        Assert.Equal(tone.Map((float)(2 - (4 * 0.5 / width))), page[left + width - 1, y]);
        Assert.Equal(tone.Map((float)(-2 + (4 * 50.5 / width))), page[left + 50, y]);
    }

    [Fact]
    public void A_page_too_large_for_memory_is_refused_before_it_is_taken()
    {
        Raster tile = new(4000, 4000);
        SheetRow row = new([.. Enumerable.Repeat(new Tile(tile), 600)]);
        Assert.Throws<ArgumentException>(() => SheetRaster.Render(new("t", [row]) { Columns = 30 }));
    }

    [Fact]
    public void A_sheet_without_tiles_is_a_page_with_its_title()
    {
        Raster page = SheetRaster.Render(new("Nothing", []));
        Assert.True(page.Width > StrokeFont.Measure("Nothing", 18));
    }

    [Fact]
    public void The_same_sheet_gives_the_same_pixels()
    {
        Sheet sheet = new("t", [new([new(new Raster(8, 8, Red), "c", "−1 … 1")], "h")]) { Footnotes = ["f"], Subtitle = "s" };
        Raster first = SheetRaster.Render(sheet), second = SheetRaster.Render(sheet);
        for (int y = 0; y < first.Height; y++) Assert.True(first.Row(y).SequenceEqual(second.Row(y)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1025)]
    public void A_tile_size_outside_its_limits_is_refused(int size) => Assert.Throws<ArgumentOutOfRangeException>(() => new Sheet("t", []) { TileSize = size });

    [Fact]
    public void No_columns_are_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => new Sheet("t", []) { Columns = 0 });

    private static (int X, int Y, int Width, int Height) Bounds(Raster page, Rgb colour) => Bounds(page, pixel => pixel == colour);

    private static (int X, int Y, int Width, int Height) BarBounds(Raster page) => Bounds(page, pixel => Math.Abs(pixel.R - pixel.B) > 20);

    private static (int X, int Y, int Width, int Height) Bounds(Raster page, Func<Rgb, bool> isInside)
    {
        (int X, int Y)[] found = [.. from y in Enumerable.Range(0, page.Height) from x in Enumerable.Range(0, page.Width) where isInside(page[x, y]) select (x, y)];
        (int left, int top) = (found.Min(p => p.X), found.Min(p => p.Y));
        return (left, top, found.Max(p => p.X) - left + 1, found.Max(p => p.Y) - top + 1);
    }
}
