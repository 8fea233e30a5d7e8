using ConvLens.Imaging.Rasters;

namespace ConvLens.Imaging.Codecs.Vips;

/// <summary>Reads pictures through libvips [martinez2005].</summary>
/// <remarks>The header is read first: a picture with too many samples is refused before its pixels are.</remarks>
internal static class VipsReader
{
    private const string Install =
        "is read by libvips, which the build brings along where npm can fetch it, and which may be installed instead (Debian and Ubuntu: apt install libvips42; macOS: brew install vips; Windows: libvips-42.dll on the PATH)";

    // libvips counts its levels and error texts for the whole process.
    private static readonly Lock Gate = new();

    /// <summary>The picture in a file, upright, as 8-bit RGB.</summary>
    /// <exception cref="PictureFormatException">There is no libvips, or it cannot read the file, or the picture is too large.</exception>
    public static Raster Read(string path, PictureFormat format)
    {
        lock (Gate)
        {
            if (!VipsLibrary.IsPresent) throw new PictureFormatException($"{NameOf(format)} {Install}", "none");
            try
            {
                using VipsObject loaded = VipsOperation.Run(Loader(format), null, [("filename", path), ("access", "sequential"), ("fail-on", "error")]);
                PictureReader.CheckSize(VipsNative.Width(loaded.Address), VipsNative.Height(loaded.Address), Math.Max(3, VipsNative.Bands(loaded.Address)));
                int orientation = VipsNative.Orientation(loaded.Address);
                using VipsObject? converted = VipsSamples.AreKnown(loaded) ? null : AsColour(loaded);
                return Pixels(converted ?? loaded).Upright(orientation);
            }
            catch (VipsException error)
            {
                throw new PictureFormatException($"libvips must be able to read this as {NameOf(format)}", $"{error.Message}", error);
            }
        }
    }

    private static VipsObject AsColour(VipsObject image)
    {
        using VipsObject colour = VipsOperation.Run("colourspace", image, ("space", "srgb"));
        return VipsOperation.Run("cast", colour, ("format", "uchar"));
    }

    private static Raster Pixels(VipsObject image)
    {
        nint memory = VipsNative.WriteToMemory(image.Address, out nuint bytes);
        if (memory == 0) throw new VipsException(VipsOperation.TakeErrors());
        try
        {
            return new VipsSamples(image).ToRaster(memory, (long)bytes);
        }
        finally
        {
            VipsNative.Free(memory);
            VipsNative.ClearErrors();
        }
    }

    private static string Loader(PictureFormat format) => format switch
    {
        PictureFormat.Jpeg => "jpegload",
        PictureFormat.WebP => "webpload",
        PictureFormat.Gif => "gifload",
        PictureFormat.Tiff => "tiffload",
        PictureFormat.Avif => "heifload",
        PictureFormat.Png => "pngload",
        _ => throw new ArgumentOutOfRangeException(nameof(format)),
    };

    private static string NameOf(PictureFormat format) => format switch { PictureFormat.WebP => "WebP", PictureFormat.Avif => "AVIF or HEIC", _ => format.ToString().ToUpperInvariant() };
}
