using ConvLens.Imaging.Codecs;
using ConvLens.Imaging.Codecs.Vips;
using ConvLens.Imaging.Rasters;
using ConvLens.Testing;

namespace ConvLens.Imaging.Tests.Codecs;

public sealed class PictureReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // Lossless ones exactly; JPEG within its own error at quality 95.
    [Theory]
    [InlineData(SmallPictures.Jpeg, 3, "#c82814", "#145adc")]
    [InlineData(SmallPictures.Progressive, 3, "#c82814", "#145adc")]
    [InlineData(SmallPictures.Lying, 3, "#c82814", "#145adc")]
    [InlineData(SmallPictures.GreyJpeg, 3, "#565656", "#545454")]
    [InlineData(SmallPictures.Cmyk, 3, "#c82814", "#145adc")]
    [InlineData(SmallPictures.WebP, 0, "#c82814", "#145adc")]
    [InlineData(SmallPictures.WebPAlpha, 0, "#c82814", "#d0def8")]
    [InlineData(SmallPictures.Gif, 0, "#c82814", "#145adc")]
    [InlineData(SmallPictures.Tiff, 0, "#c82814", "#145adc")]
    [InlineData(SmallPictures.Tiff16, 0, "#c8c8c8", "#282828")]
    public void Formats_are_known_by_their_content(string base64, int tolerance, string left, string right)
    {
        string path = Write("picture.dat", Convert.FromBase64String(base64));
        Assert.True(PictureReader.IsPicture(path));
        if (!VipsLibrary.IsPresent)
        {
            Assert.Matches("^[A-Za-z]+ is read by libvips, which .+, found none$", Assert.Throws<PictureFormatException>(() => PictureReader.Read(path)).Message);
            return;
        }

        Raster raster = PictureReader.Read(path);
        Assert.Equal((16, 8), (raster.Width, raster.Height));
        for (int y = 0; y < 8; y++)
        {
            for (int x = 0; x < 16; x++)
            {
                (Rgb expected, Rgb found) = (Rgb.Parse(x < 8 ? left : right), raster[x, y]);
                Assert.True(Math.Abs(expected.R - found.R) <= tolerance && Math.Abs(expected.G - found.G) <= tolerance && Math.Abs(expected.B - found.B) <= tolerance, $"({x}, {y}) is {found}, expected {expected}");
            }
        }
    }

    [Theory]
    [InlineData(SmallPictures.Jpeg)]
    [InlineData(SmallPictures.Progressive)]
    [InlineData(SmallPictures.WebP)]
    [InlineData(SmallPictures.Gif)]
    [InlineData(SmallPictures.Tiff)]
    public void Cut_files_are_refused_in_one_sentence(string base64)
    {
        byte[] whole = Convert.FromBase64String(base64);
        foreach (int length in (int[])[16, whole.Length / 3, whole.Length * 2 / 3])
        {
            string path = Write("cut.dat", whole[..length]);
            Assert.Matches("^[^\n]+, found [^\n]+$", Assert.Throws<PictureFormatException>(() => PictureReader.Read(path)).Message);
        }
    }

    [Theory]
    [InlineData("", "an empty file")]
    [InlineData("hello", "other first bytes")]
    public void What_is_no_picture_is_refused(string text, string found)
    {
        string path = Write("text.jpg", System.Text.Encoding.ASCII.GetBytes(text));
        Assert.False(PictureReader.IsPicture(path));
        Assert.Equal($"a picture is PNG, JPEG, WebP, GIF, TIFF, AVIF or BMP, found {found}", Assert.Throws<PictureFormatException>(() => PictureReader.Read(path)).Message);
    }

    // Pillow 9.4's levels: ImageOps.exif_transpose, convert("RGB").
    [DataFact("decoder-images/pillow")]
    public void Photographs_have_the_levels_that_pillow_gives_them()
    {
        if (!VipsLibrary.IsPresent) return;
        Check("decoder-images/pillow/hopper_gray.jpg", 128, 128, 84.692, 84.692, 84.692, new(99, 99, 99));
        Check("decoder-images/pillow/pil_sample_cmyk.jpg", 100, 100, 30.232, 5.444, 7.386, new(1, 4, 5));
        Check("decoder-images/progressive.jpg", 320, 240, 137.479, 143.196, 128.043, new(213, 220, 230));
        Check("images/dog.jpg", 768, 576, 134.447, 135.666, 114.08, new(119, 6, 10));
        Check("images/cat.jpg", 480, 360, 125.764, 135.998, 85.657, new(196, 187, 170));
        Check("decoder-images/pillow/hopper.jpg", 128, 128, 89.719, 80.077, 95.406, new(173, 70, 55));
        Check("decoder-images/pillow/hopper_orientation_6.jpg", 128, 128, 89.675, 80.075, 95.337, new(176, 83, 66));
    }

    [DataFact("decoder-images/pillow")]
    public void All_orientations_stand_upright()
    {
        if (!VipsLibrary.IsPresent) return;
        Raster upright = PictureReader.Read(Shared("decoder-images/pillow/hopper.jpg"));
        for (int orientation = 2; orientation <= 8; orientation++)
        {
            Raster other = PictureReader.Read(Shared($"decoder-images/pillow/hopper_orientation_{orientation}.jpg"));
            double difference = Enumerable.Range(0, 128).Average(y => Enumerable.Range(0, 3 * 128).Average(i => Math.Abs(upright.Row(y)[i] - other.Row(y)[i])));
            // Each was compressed anew; a wrong one is more than 20 levels away.
            Assert.True(difference < 7, $"orientation {orientation} is {difference} levels away");
        }
    }

    [DataFact("decoder-images")]
    public void Every_file_is_read_or_refused_in_one_sentence()
    {
        foreach (string path in Directory.EnumerateFiles(Shared("decoder-images"), "*.*", SearchOption.AllDirectories).Concat(Directory.EnumerateFiles(Shared("images"), "*.*", SearchOption.AllDirectories)))
        {
            bool isGood = !Path.GetFileName(path).StartsWith("broken", StringComparison.Ordinal) && !Path.GetFileName(path).StartsWith('x') && Path.GetExtension(path) is ".png" or ".jpg";
            try
            {
                _ = PictureReader.Read(path);
            }
            catch (PictureFormatException error)
            {
                Assert.False(isGood && (VipsLibrary.IsPresent || Path.GetExtension(path) == ".png"), $"{path}: {error.Message}");
                Assert.Matches("^[^\n]+, found [^\n]+$", error.Message);
            }
        }
    }

    private static void Check(string name, int width, int height, double red, double green, double blue, Rgb middle)
    {
        Raster raster = PictureReader.Read(Shared(name));
        Assert.Equal((width, height), (raster.Width, raster.Height));
        for (int channel = 0; channel < 3; channel++)
            Assert.Equal(channel == 0 ? red : channel == 1 ? green : blue, Enumerable.Range(0, height).Average(y => Enumerable.Range(0, width).Average(x => (double)raster.Row(y)[(3 * x) + channel])), 0.5);
        Rgb found = raster[width / 2, height / 2];
        // Decoders differ by a level or two, most where colour was stored at half the size.
        Assert.True(Math.Abs(middle.R - found.R) <= 4 && Math.Abs(middle.G - found.G) <= 4 && Math.Abs(middle.B - found.B) <= 4, $"{name}: the middle is {found}, expected {middle}");
    }

    private static string Shared(string name) => Path.Combine(SharedData.Folder!, name);

    private string Write(string name, byte[] content)
    {
        string path = _folder[name];
        File.WriteAllBytes(path, content);
        return path;
    }
}
