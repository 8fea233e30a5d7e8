using ConvLens.Imaging.Codecs;
using ConvLens.Imaging.Codecs.Vips;
using ConvLens.Imaging.Rasters;
using ConvLens.Testing;

namespace ConvLens.Imaging.Tests.Codecs;

/// <summary>Willem van Schaik's PngSuite: every form of PNG, and broken ones.</summary>
public class PngSuiteTests
{
    private const string Suite = "decoder-images/pngsuite";

    [DataFact(Suite)]
    public void Good_files_are_read_as_libpng_reads_them()
    {
        string[] files = [.. Files("*.png").Where(file => !Path.GetFileName(file).StartsWith('x'))];
        Assert.InRange(files.Length, 150, 200);
        foreach (string file in files)
        {
            Raster own = PictureReader.Read(file);
            if (VipsLibrary.IsPresent) AssertSame(VipsReader.Read(file, PictureFormat.Png), own, file);
        }
    }

    [DataFact(Suite)]
    public void Files_that_show_the_same_are_the_same()
    {
        foreach (string file in Files("basi*.png").Concat(Files("s??i*.png"))) AssertSame(file, file.Replace("basi", "basn", StringComparison.Ordinal).Replace("i3p", "n3p", StringComparison.Ordinal));
        foreach (string group in (string[])["oi?n0g16", "oi?n2c16", "z0?n2c08"]) foreach (string file in Files($"{group}.png")) AssertSame(Files($"{group}.png")[0], file);
    }

    [DataFact(Suite)]
    public void Broken_files_are_refused_in_one_sentence()
    {
        Assert.Equal(14, Files("x*.png").Length);
        foreach (string file in Files("x*.png"))
        {
            string sentence = Assert.Throws<PictureFormatException>(() => PictureReader.Read(file)).Message;
            Assert.Matches("^[^\n]+, found [^\n]+$", sentence);
        }
    }

    internal static void AssertSame(Raster expected, Raster actual, string name)
    {
        Assert.Equal((expected.Width, expected.Height), (actual.Width, actual.Height));
        for (int y = 0; y < expected.Height; y++) Assert.True(expected.Row(y).SequenceEqual(actual.Row(y)), $"{name} differs in row {y}: {Convert.ToHexString(expected.Row(y))} and {Convert.ToHexString(actual.Row(y))}");
    }

    private static void AssertSame(string first, string second) => AssertSame(PictureReader.Read(first), PictureReader.Read(second), second);

    private static string[] Files(string pattern) => [.. Directory.GetFiles(Path.Combine(SharedData.Folder!, Suite), pattern).Order(StringComparer.Ordinal)];
}
