using ConvLens.Imaging.Rasters;
using ConvLens.Imaging.Text;

namespace ConvLens.Imaging.Tests.Text;

public class StrokeFontTests
{
    private const int Left = 40, Baseline = 60;
    private static readonly string Printable = string.Concat(Enumerable.Range('!', '~' - '!' + 1).Select(c => (char)c)) + "×±−·…–°µ²½∂";

    [Fact]
    public void Every_promised_character_has_a_drawing_of_its_own()
    {
        HashSet<string> pictures = [Picture("\uE000", 24)];
        foreach (char c in Printable) Assert.True(pictures.Add(Picture(c.ToString(), 24)), $"'{c}' looks like another");
    }

    [Theory]
    [InlineData(10)]
    [InlineData(13)]
    [InlineData(24)]
    public void Ink_stays_between_the_neighbours_and_the_lines(int size)
    {
        foreach (char c in Printable)
        {
            (int x0, int y0, int x1, int y1) = Ink(c.ToString(), size);
            Assert.True(x0 >= Left - 1 && x1 <= Left + StrokeFont.Measure(c.ToString(), size), $"'{c}' is {x0 - Left} to {x1 - Left} wide");
            Assert.True(y0 >= Baseline - size && y1 < Baseline - size + StrokeFont.LineHeight(size) + 1, $"'{c}' is {y0 - Baseline} to {y1 - Baseline} high");
        }
    }

    [Theory]
    [InlineData(10)]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(16)]
    [InlineData(22)]
    public void Capitals_stand_on_the_baseline_with_sharp_edges(int size)
    {
        Raster raster = Draw("E", size);
        (_, int y0, int x1, int y1) = Ink("E", size);
        Assert.Equal(Baseline - 1, y1);
        Assert.Equal(StrokeFont.CapHeight(size), y1 - y0 + 1);
        int middle = (Left + x1) / 2;
        Assert.Equal(Rgb.Black, raster[middle, Baseline - 1]);
        Assert.Equal(Rgb.Black, raster[middle, y0]);
    }

    [Fact]
    public void A_stem_has_full_ink_and_the_weight_of_the_pen()
    {
        Raster raster = Draw("l", 22);
        double ink = Enumerable.Range(0, raster.Width).Sum(x => (255 - raster[x, Baseline - 10].R) / 255.0);
        Assert.Equal(2, ink, 0.05);
    }

    [Fact]
    public void Crossing_strokes_are_not_darker_than_the_ink()
    {
        Raster raster = new(80, 80, Rgb.White);
        StrokeFont.Draw(raster, 20, 60, "#", 40, Rgb.Grey(128));
        for (int y = 0; y < 80; y++) for (int x = 0; x < 80; x++) Assert.True(raster[x, y].R >= 128);
    }

    [Fact]
    public void Width_is_the_sum_of_the_characters_and_proportional()
    {
        Assert.Equal("conv1".Sum(c => StrokeFont.Measure(c.ToString(), 12)), StrokeFont.Measure("conv1", 12));
        Assert.True(StrokeFont.Measure("iii", 12) * 2 < StrokeFont.Measure("WWW", 12));
        Assert.Equal(0, StrokeFont.Measure("", 12));
    }

    [Fact]
    public void Digits_share_one_width()
    {
        foreach (char digit in "0123456789") Assert.Equal(StrokeFont.Measure("0", 13), StrokeFont.Measure(digit.ToString(), 13));
    }

    [Fact]
    public void An_unknown_character_is_one_box_even_beyond_the_first_plane()
    {
        Assert.Equal(Picture("\uE000", 16), Picture("𝄞", 16));
        Assert.Equal(Picture("\uE000", 16), Picture("\uD800", 16));
        Assert.Equal(StrokeFont.Measure("漢", 16), StrokeFont.Measure("𝄞", 16));
    }

    [Fact]
    public void Twins_in_unicode_are_drawn_alike()
    {
        Assert.Equal(Picture("\u00B5", 16), Picture("\u03BC", 16));
        Assert.Equal(Picture("'", 16), Picture("\u2019", 16));
    }

    [Fact]
    public void Text_past_the_edges_is_cut_off_without_harm()
    {
        Raster raster = new(20, 10, Rgb.White);
        StrokeFont.Draw(raster, -15, 5, new string('W', 10000), 24, Rgb.Black);
        StrokeFont.Draw(raster, 5, -50, "W", 24, Rgb.Black);
        Assert.Contains(Enumerable.Range(0, 20), x => raster[x, 3] != Rgb.White);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(401)]
    public void A_size_outside_the_limits_is_refused(int size) => Assert.Throws<ArgumentOutOfRangeException>(() => StrokeFont.Measure("a", size));

    private static Raster Draw(string text, int size)
    {
        Raster raster = new(120, 100, Rgb.White);
        StrokeFont.Draw(raster, Left, Baseline, text, size, Rgb.Black);
        return raster;
    }

    private static string Picture(string text, int size)
    {
        Raster raster = Draw(text, size);
        return string.Concat(Enumerable.Range(0, raster.Height).Select(y => Convert.ToHexString(raster.Row(y))));
    }

    private static (int X0, int Y0, int X1, int Y1) Ink(string text, int size)
    {
        Raster raster = Draw(text, size);
        (int X, int Y)[] inked = [.. from y in Enumerable.Range(0, raster.Height) from x in Enumerable.Range(0, raster.Width) where raster[x, y].R < 100 select (x, y)];
        return (inked.Min(p => p.X), inked.Min(p => p.Y), inked.Max(p => p.X), inked.Max(p => p.Y));
    }
}
