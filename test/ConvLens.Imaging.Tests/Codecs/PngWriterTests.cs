using System.Text;
using ConvLens.Imaging.Codecs;
using ConvLens.Imaging.Rasters;

namespace ConvLens.Imaging.Tests.Codecs;

public class PngWriterTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 7)]
    [InlineData(7, 1)]
    [InlineData(64, 33)]
    public void A_colour_raster_comes_back(int width, int height)
    {
        Raster raster = Noise(width, height, isGrey: false);
        PngDecoder read = PngDecoder.Read(PngWriter.Encode(raster));
        Assert.Equal(2, read.ColourType);
        AssertSame(raster, read.Raster);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(50, 3)]
    public void A_grey_raster_is_stored_as_grey_and_comes_back(int width, int height)
    {
        Raster raster = Noise(width, height, isGrey: true);
        PngDecoder read = PngDecoder.Read(PngWriter.Encode(raster));
        Assert.Equal(0, read.ColourType);
        AssertSame(raster, read.Raster);
    }

    [Fact]
    public void One_coloured_pixel_in_the_last_corner_makes_the_file_colour()
    {
        Raster raster = new(20, 20, Rgb.Grey(9));
        raster[19, 19] = new(9, 9, 10);
        PngDecoder read = PngDecoder.Read(PngWriter.Encode(raster));
        Assert.Equal(2, read.ColourType);
        AssertSame(raster, read.Raster);
    }

    [Fact]
    public void Each_kind_of_row_gets_the_filter_that_suits_it()
    {
        Assert.Equal([0], PngDecoder.Read(PngWriter.Encode(new Raster(40, 1))).Filters);

        Raster across = new(200, 1), down = new(200, 100), slope = new(100, 100);
        for (int x = 0; x < 200; x++) across[x, 0] = Rgb.Grey((byte)(20 + x));
        for (int y = 0; y < 100; y++) for (int x = 0; x < 200; x++) down[x, y] = Rgb.Grey((byte)((x * 7919 % 97) + y));
        for (int y = 0; y < 100; y++) for (int x = 0; x < 100; x++) slope[x, y] = Rgb.Grey((byte)(Math.Max(x, y) * 2));
        Assert.Equal([1], PngDecoder.Read(PngWriter.Encode(across)).Filters);
        Assert.Contains(2, PngDecoder.Read(PngWriter.Encode(down)).Filters);
        Assert.Contains(4, PngDecoder.Read(PngWriter.Encode(slope)).Filters);
        AssertSame(slope, PngDecoder.Read(PngWriter.Encode(slope)).Raster);
    }

    [Fact]
    public void More_than_a_chunk_holds_is_split_and_comes_back()
    {
        Raster raster = Noise(1000, 700, isGrey: false);
        PngDecoder read = PngDecoder.Read(PngWriter.Encode(raster));
        Assert.True(read.Chunks.Count(chunk => chunk.Type == "IDAT") >= 2);
        AssertSame(raster, read.Raster);
    }

    [Fact]
    public void Text_is_stored_as_latin_or_international_as_it_needs()
    {
        byte[] file = PngWriter.Encode(new Raster(1, 1), [new("Title", "naïve"), new("Range", "−1 … 1")]);
        (string Type, byte[] Data)[] notes = [.. PngDecoder.Read(file).Chunks.Where(chunk => chunk.Type is "tEXt" or "iTXt")];
        Assert.Equal(["tEXt", "iTXt"], notes.Select(note => note.Type));
        Assert.Equal("Title\0naïve", Encoding.Latin1.GetString(notes[0].Data));
        Assert.Equal("Range\0\0\0\0\0−1 … 1", Encoding.UTF8.GetString(notes[1].Data));
    }

    [Theory]
    [InlineData("", "x")]
    [InlineData(" key", "x")]
    [InlineData("a  b", "x")]
    [InlineData("schlüs\tsel", "x")]
    [InlineData("ключ", "x")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345678901234567890", "x")]
    [InlineData("key", "a\0b")]
    public void Text_that_png_cannot_hold_is_refused_before_a_byte_is_written(string key, string value)
    {
        using MemoryStream stream = new();
        Assert.Throws<ArgumentException>(() => PngWriter.Write(new Raster(1, 1), stream, [new(key, value)]));
        Assert.Equal(0, stream.Length);
    }

    [Fact]
    public void A_data_uri_holds_the_whole_file()
    {
        Raster raster = Noise(5, 4, isGrey: false);
        string uri = PngWriter.ToDataUri(raster);
        Assert.StartsWith("data:image/png;base64,", uri, StringComparison.Ordinal);
        AssertSame(raster, PngDecoder.Read(Convert.FromBase64String(uri[22..])).Raster);
    }

    private static Raster Noise(int width, int height, bool isGrey)
    {
        uint state = 7;
        Raster raster = new(width, height);
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                state = (state * 1664525) + 1013904223;
                raster[x, y] = isGrey ? Rgb.Grey((byte)(state >> 24)) : new((byte)(state >> 24), (byte)(state >> 16), (byte)(state >> 8));
            }
        }

        return raster;
    }

    private static void AssertSame(Raster expected, Raster actual)
    {
        Assert.Equal((expected.Width, expected.Height), (actual.Width, actual.Height));
        for (int y = 0; y < expected.Height; y++) Assert.Equal(expected.Row(y).ToArray(), actual.Row(y).ToArray());
    }
}
