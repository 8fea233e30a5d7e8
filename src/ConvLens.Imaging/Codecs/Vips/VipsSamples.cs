using ConvLens.Imaging.Rasters;

namespace ConvLens.Imaging.Codecs.Vips;

/// <summary>What the samples of an image in libvips mean: grey, colour or ink, of 8 or 16 bits, with alpha or without.</summary>
internal sealed class VipsSamples
{
    // VipsBandFormat and VipsInterpretation.
    private const int Byte = 0, Word = 2, Any = 0, Grey = 1, Ink = 15, Rgb8 = 17, Srgb = 22, Rgb16 = 25, Grey16 = 26;

    private readonly int _width, _height, _bands;
    private readonly bool _isWide, _isInk;

    public VipsSamples(VipsObject image)
    {
        nint address = image.Address;
        (_width, _height, _bands) = (VipsNative.Width(address), VipsNative.Height(address), VipsNative.Bands(address));
        (_isWide, _isInk) = (VipsNative.Format(address) == Word, VipsNative.Interpretation(address) == Ink);
    }

    /// <summary>Whether an image needs no conversion by libvips.</summary>
    public static bool AreKnown(VipsObject image) =>
        VipsNative.Format(image.Address) is Byte or Word && VipsNative.Interpretation(image.Address) is Any or Grey or Ink or Rgb8 or Srgb or Rgb16 or Grey16;

    /// <summary>The samples as a raster.</summary>
    public unsafe Raster ToRaster(nint memory, long bytes)
    {
        long rowBytes = (long)_width * _bands * (_isWide ? sizeof(ushort) : 1);
        if (_bands is < 1 or > 5 || rowBytes > int.MaxValue || bytes != rowBytes * _height) throw new PictureFormatException("a picture has 1 to 5 channels", $"{_bands}, and {bytes} bytes for {_width}×{_height} pixels");
        Raster raster = new(_width, _height);
        for (int y = 0; y < _height; y++)
        {
            byte* start = (byte*)memory + (y * rowBytes);
            if (_isWide) Fill(new ReadOnlySpan<ushort>(start, (int)(rowBytes / sizeof(ushort))), raster.Row(y));
            else if (_bands == 3) new ReadOnlySpan<byte>(start, (int)rowBytes).CopyTo(raster.Row(y));
            else Fill(new ReadOnlySpan<byte>(start, (int)rowBytes), raster.Row(y));
        }

        return raster;
    }

    private void Fill<T>(ReadOnlySpan<T> samples, Span<byte> row) where T : unmanaged, System.Numerics.IBinaryInteger<T>
    {
        uint max = _isWide ? ushort.MaxValue : byte.MaxValue;
        for (int x = 0; x < _width; x++)
        {
            ReadOnlySpan<T> pixel = samples.Slice(x * _bands, _bands);
            uint alpha = _isInk || _bands % 2 == 1 ? max : uint.CreateTruncating(pixel[^1]);
            for (int channel = 0; channel < 3; channel++)
            {
                uint value = uint.CreateTruncating(pixel[_bands < 3 ? 0 : channel]);
                row[(3 * x) + channel] = _isInk && _bands > 3 ? Levels.OfInk(value, uint.CreateTruncating(pixel[3]), max) : Levels.OverWhite(value, alpha, max);
            }
        }
    }
}
