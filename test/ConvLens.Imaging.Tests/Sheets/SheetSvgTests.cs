using System.Xml.Linq;
using ConvLens.Imaging.Rasters;
using ConvLens.Imaging.Sheets;
using ConvLens.Imaging.Tests.Codecs;
using ConvLens.Imaging.Tests.Svg;
using ConvLens.Imaging.Tones;

namespace ConvLens.Imaging.Tests.Sheets;

public class SheetSvgTests
{
    [Fact]
    public void Tiles_are_embedded_at_their_own_size_and_shown_enlarged_and_pixelated()
    {
        Raster tile = new(3, 4, new(9, 8, 7)) { [2, 3] = Rgb.White };
        XElement image = new SvgPage(SheetSvg.Render(new("t", [new([new(tile)])]) { TileSize = 30 })).Elements("image").Single();
        Assert.Equal((30, 40), ((int)image.Attribute("width")!, (int)image.Attribute("height")!));
        Assert.Contains("pixelated", (string)image.Attribute("style")!, StringComparison.Ordinal);
        Raster read = PngDecoder.Read(Convert.FromBase64String(((string)image.Attribute("href")!).Split(',')[1])).Raster;
        Assert.Equal((3, 4, Rgb.White), (read.Width, read.Height, read[2, 3]));
    }

    [Fact]
    public void Everything_said_is_written_and_nothing_overlaps()
    {
        Tile[] tiles = [.. Enumerable.Range(0, 11).Select(i => new Tile(new Raster(7 + i, 9), i == 4 ? "features.denseblock4.denselayer16.conv2:3" : $"conv1:{i}", new ToneRange(-i, i).ToString()))];
        Sheet sheet = new("A <title> & more, long enough that it has to go on in a second line of the sheet", [new(tiles, "Maps"), new(tiles[..3], "Others")])
        {
            Subtitle = "seed 0",
            Columns = 4,
            Footnotes = ["One.", "Two."],
            Legend = new(ColorMap.Diverging, new(-1, 1)),
            LegendLabel = "activation",
        };
        SvgPage page = new(SheetSvg.Render(sheet));
        page.AssertLegible();
        Assert.Equal(sheet.Title, page.Title);
        Assert.Equal(sheet.Title, string.Join(' ', page.Texts.TakeWhile(text => text.Text != "seed 0").Select(text => text.Text)));
        foreach (string text in new[] { "Maps", "Others", "conv1:10", "conv2:3", "−3 … 3", "One.", "Two.", "activation", "−1", "0", "1" }) Assert.Contains(text, page.Texts.Select(t => t.Text));
        AssertTextClearOfPictures(page);
    }

    [Theory]
    [InlineData(0f, 3f, "0 3")]
    [InlineData(-3f, 3f, "−3 3 0")]
    [InlineData(-1e-5f, 3f, "−1e−5 3")]
    [InlineData(2f, 2f, "2")]
    [InlineData(float.MinValue, float.MaxValue, "−3.4e38 3.4e38 0")]
    public void The_legend_labels_its_ends_and_zero_where_there_is_room(float low, float high, string expected)
    {
        SvgPage page = new(SheetSvg.Render(new("t", []) { Legend = new(ColorMap.Diverging, new(low, high)) }));
        page.AssertLegible();
        Assert.Equal(expected, string.Join(' ', page.Texts.Skip(1).Select(text => text.Text)));
    }

    private static void AssertTextClearOfPictures(SvgPage page)
    {
        foreach (XElement image in page.Elements("image"))
        {
            double x = (double)image.Attribute("x")!, y = (double)image.Attribute("y")!, right = x + (double)image.Attribute("width")!, bottom = y + (double)image.Attribute("height")!;
            Assert.True(right <= page.Width && bottom <= page.Height);
            foreach (var text in page.Texts) Assert.False(text.Left < right && x < text.Right && text.Top < bottom && y < text.Bottom, $"'{text.Text}' lies on a picture");
        }
    }
}
