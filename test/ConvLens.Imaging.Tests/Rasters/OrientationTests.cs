using ConvLens.Imaging.Rasters;

namespace ConvLens.Imaging.Tests.Rasters;

public class OrientationTests
{
    // What a camera stores of the letter pair "ab" over "cd" over "ef", as EXIF describes its eight cases.
    [Theory]
    [InlineData(1, "ab cd ef")]
    [InlineData(2, "ba dc fe")]
    [InlineData(3, "fe dc ba")]
    [InlineData(4, "ef cd ab")]
    [InlineData(5, "ace bdf")]
    [InlineData(6, "bdf ace")]
    [InlineData(7, "fdb eca")]
    [InlineData(8, "eca fdb")]
    [InlineData(0, "ab cd ef")]
    [InlineData(9, "ab cd ef")]
    public void A_stored_picture_is_set_upright(int orientation, string stored)
    {
        string[] rows = stored.Split(' ');
        Raster raster = new(rows[0].Length, rows.Length);
        for (int y = 0; y < raster.Height; y++) for (int x = 0; x < raster.Width; x++) raster[x, y] = Rgb.Grey((byte)rows[y][x]);
        Raster upright = raster.Upright(orientation);
        Assert.Equal("ab cd ef", string.Join(' ', Enumerable.Range(0, upright.Height).Select(y => string.Concat(Enumerable.Range(0, upright.Width).Select(x => (char)upright[x, y].R)))));
    }
}
