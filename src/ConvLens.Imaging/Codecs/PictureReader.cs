using ConvLens.Imaging.Codecs.Vips;
using ConvLens.Imaging.Rasters;

namespace ConvLens.Imaging.Codecs;

/// <summary>Reads a picture of any known format as 8-bit RGB.</summary>
/// <remarks>
/// <para>PNG and BMP are read by ConvLens, with the same bits everywhere; the others by libvips, which may round a level differently from one version to the next.</para>
/// <para>The picture stands as its EXIF orientation says (not in PNG). Transparent pixels are laid on white; 16-bit levels are divided by 257 and rounded; grey is repeated; CMYK becomes
/// (255 − C)(255 − K) / 255 and so on. Colour profiles and gamma are ignored: the numbers are taken as sRGB, as most data loaders of the field do.</para>
/// </remarks>
public static class PictureReader
{
    /// <summary>The most samples (pixels × channels) a file may declare: 2²⁸, as in 89 million pixels of RGB.</summary>
    public const long MaxSamples = 1L << 28;

    /// <summary>The picture in a file.</summary>
    /// <exception cref="PictureFormatException">The file is no picture of a known format, damaged or too large, or its format needs libvips and there is none.</exception>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public static Raster Read(string path)
    {
        using FileStream stream = File.OpenRead(path);
        PictureFormat format = FormatOf(stream) ?? throw new PictureFormatException("a picture is PNG, JPEG, WebP, GIF, TIFF, AVIF or BMP", stream.Length == 0 ? "an empty file" : "other first bytes");
        return format switch
        {
            PictureFormat.Png => PngReader.Read(stream),
            PictureFormat.Bmp => BmpReader.Read(stream),
            _ => VipsReader.Read(path, format),
        };
    }

    /// <summary>Whether a file begins as a picture.</summary>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public static bool IsPicture(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return FormatOf(stream) is not null;
    }

    internal static void CheckSize(long width, long height, int channels)
    {
        if (width < 1 || height < 1) throw new PictureFormatException("a picture has at least 1×1 pixels", $"{width}×{height}");
        if (width > MaxSamples || height > MaxSamples / width / channels)
            throw new PictureFormatException($"a picture may have {MaxSamples} samples at most", $"{width}×{height} pixels of {channels}");
    }

    private static PictureFormat? FormatOf(FileStream stream)
    {
        Span<byte> start = stackalloc byte[PictureSignature.Length];
        int length = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        stream.Position = 0;
        return PictureSignature.Find(start[..length]);
    }
}
