using System.Buffers.Binary;
using ConvLens.Imaging.Rasters;

namespace ConvLens.Imaging.Codecs;

/// <summary>Reads Windows bitmaps without compression: 1, 4 or 8 bits with a palette, 24 or 32 bits, from the bottom up or from the top down.</summary>
/// <remarks>The fourth byte of 32-bit pixels is ignored. Run lengths and bit fields are refused.</remarks>
public static class BmpReader
{
    private const int FileHeader = 14, InfoHeader = 40, Start = FileHeader + InfoHeader;

    /// <summary>The picture between the stream's position and its end.</summary>
    /// <param name="stream">A stream that can seek, at its beginning.</param>
    /// <exception cref="PictureFormatException">The stream holds no such bitmap, a damaged one, or one of more than <see cref="PictureReader.MaxSamples"/> samples.</exception>
    public static Raster Read(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        byte[] header = new byte[Start];
        Fill(stream, header);
        if (header[0] != 'B' || header[1] != 'M') throw new PictureFormatException("a bitmap begins with BM", "other bytes");
        int Number(int at) => BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(at));
        (long offset, long infoBytes, int width, long height) = (Number(10), Number(14), Number(18), Number(22));
        (int bits, int compression, int colours) = (header[28], Number(30), Number(46));
        if (infoBytes < InfoHeader || compression != 0 || bits is not (1 or 4 or 8 or 24 or 32))
            throw new PictureFormatException("a bitmap is read without compression and with 1, 4, 8, 24 or 32 bits (save it as PNG)", $"compression {compression} with {bits} bits in a header of {infoBytes} bytes");
        PictureReader.CheckSize(width, Math.Abs(height), 3);
        long rowBytes = (((long)width * bits) + 31) / 32 * 4;
        if (offset < Start || offset + (rowBytes * Math.Abs(height)) > stream.Length)
            throw new PictureFormatException($"{width}×{Math.Abs(height)} pixels of {bits} bits from byte {offset} on take {rowBytes * Math.Abs(height)} bytes", $"a file of {stream.Length} bytes");
        Rgb[] palette = bits > 8 ? [] : Palette(stream, FileHeader + infoBytes, colours == 0 ? 1 << bits : colours, 1 << bits);

        Raster raster = new(width, (int)Math.Abs(height));
        byte[] row = new byte[rowBytes];
        stream.Position = offset;
        for (int line = 0; line < raster.Height; line++)
        {
            Fill(stream, row);
            int y = height < 0 ? line : raster.Height - 1 - line;
            for (int x = 0; x < width; x++) raster[x, y] = bits > 8 ? Pixel(row.AsSpan(x * (bits / 8))) : Colour(palette, (row[(int)((long)x * bits / 8)] >> (8 - bits - (int)((long)x * bits % 8))) & ((1 << bits) - 1));
        }

        return raster;
    }

    private static Rgb[] Palette(Stream stream, long position, int colours, int atMost)
    {
        if (colours < 1 || colours > atMost) throw new PictureFormatException($"the palette of this bitmap has 1 to {atMost} colours", $"{colours}");
        byte[] entries = new byte[4 * colours];
        stream.Position = position;
        Fill(stream, entries);
        return [.. entries.Chunk(4).Select(entry => Pixel(entry))];
    }

    private static Rgb Pixel(ReadOnlySpan<byte> blueFirst) => new(blueFirst[2], blueFirst[1], blueFirst[0]);

    private static Rgb Colour(Rgb[] palette, int index) =>
        index < palette.Length ? palette[index] : throw new PictureFormatException($"the palette of the bitmap has {palette.Length} colours", $"a pixel of colour {index}");

    private static void Fill(Stream stream, Span<byte> buffer)
    {
        if (stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false) < buffer.Length) throw new PictureFormatException("the bitmap goes on", "the end of the file");
    }
}
