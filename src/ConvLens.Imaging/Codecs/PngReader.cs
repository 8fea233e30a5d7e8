using System.IO.Compression;
using ConvLens.Imaging.Rasters;

namespace ConvLens.Imaging.Codecs;

/// <summary>Reads PNG [png2003]: every colour type and bit depth, palettes, transparency, interlaced or not; of animations the still picture.</summary>
/// <remarks>
/// <para>Transparent pixels are laid on white, 16-bit levels divided by 257 and rounded. Gamma, colour profiles and EXIF are ignored.</para>
/// <para>Lengths, check sums and the size are checked before memory is taken, which is that of the raster: 3 bytes a pixel. The data must inflate to exactly what the header declares.</para>
/// </remarks>
public static class PngReader
{
    // What deflate can make of one byte: matches of 258 bytes, four to a byte.
    private const long MaxGrowth = 1032;

    private const int MaxPaletteBytes = 768, MaxTransparencyBytes = 256;

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', (byte)'\r', (byte)'\n', 0x1A, (byte)'\n'];

    /// <summary>The picture between the stream's position and its end.</summary>
    /// <param name="stream">A stream that can seek, so that its length is known.</param>
    /// <exception cref="PictureFormatException">The stream holds no PNG, a damaged one, or one of more than <see cref="PictureReader.MaxSamples"/> samples.</exception>
    public static Raster Read(Stream stream) => Read(stream, checkSums: true);

    internal static Raster Read(Stream stream, bool checkSums)
    {
        ArgumentNullException.ThrowIfNull(stream);
        Span<byte> signature = stackalloc byte[Signature.Length];
        int length = stream.ReadAtLeast(signature, signature.Length, throwOnEndOfStream: false);
        if (!signature.SequenceEqual(Signature)) throw new PictureFormatException($"a PNG begins with the bytes {Convert.ToHexString(Signature)}", Convert.ToHexString(signature[..length]));
        PngChunks chunks = new(stream, checkSums);
        PngHeader header = ReadHeader(chunks, stream.Length);
        PngPixels pixels = ReadUpToData(chunks, header);
        Raster raster = ReadPixels(chunks, header, pixels);
        while (chunks.Type != "IEND")
        {
            if (chunks.IsCritical) throw new PictureFormatException("the data of a PNG lies together and only notes follow", $"chunk {chunks.Type}");
            chunks.End();
            chunks.Next();
        }

        chunks.End();
        return raster;
    }

    private static PngHeader ReadHeader(PngChunks chunks, long fileLength)
    {
        chunks.Next();
        if (chunks.Type != "IHDR") throw new PictureFormatException("the first chunk of a PNG is IHDR", chunks.Type);
        PngHeader header = PngHeader.Parse(chunks.ReadAll(PngHeader.Bytes));
        if (header.RawBytes > MaxGrowth * fileLength)
            throw new PictureFormatException($"{header.Width}×{header.Height} pixels are {header.RawBytes} bytes, compressed {MaxGrowth}-fold at most", $"a file of {fileLength} bytes");
        return header;
    }

    private static PngPixels ReadUpToData(PngChunks chunks, PngHeader header)
    {
        byte[]? palette = null, transparency = null;
        for (chunks.Next(); chunks.Type != PngData.Chunk; chunks.Next())
        {
            if (chunks.Type == "PLTE") palette = chunks.ReadAll(MaxPaletteBytes);
            else if (chunks.Type == "tRNS") transparency = chunks.ReadAll(MaxTransparencyBytes);
            else if (chunks.IsCritical) throw new PictureFormatException($"chunk {PngData.Chunk} of the PNG follows its header", $"chunk {chunks.Type}");
            else chunks.End();
        }

        return new(header, palette, transparency);
    }

    private static Raster ReadPixels(PngChunks chunks, PngHeader header, PngPixels pixels)
    {
        using PngData data = new(chunks);
        using ZLibStream inflate = new(data, CompressionMode.Decompress, leaveOpen: true);
        try
        {
            Raster raster = new(header.Width, header.Height);
            foreach (PngPass pass in PngPass.Of(header)) ReadPass(inflate, header, pixels, pass, raster);
            if (inflate.ReadByte() >= 0) throw new PictureFormatException($"the data of the PNG inflates to {header.RawBytes} bytes", "more");
            byte[] rest = new byte[1 << 10];
            while (data.Read(rest) > 0) continue;
            return raster;
        }
        catch (Exception error) when (error is InvalidDataException or (IOException and not PictureFormatException))
        {
            // Some damage comes as an IOException whose type the runtime keeps to itself.
            throw new PictureFormatException("the data of the PNG is a zlib stream", "a damaged one", error);
        }
    }

    private static void ReadPass(ZLibStream inflate, PngHeader header, PngPixels pixels, PngPass pass, Raster raster)
    {
        int bytes = (int)header.RowBytes(pass.Width);
        byte[] row = new byte[bytes + 1], above = new byte[bytes + 1];
        for (int line = 0; line < pass.Height; line++)
        {
            int y = pass.Y + (line * pass.StepY), read = inflate.ReadAtLeast(row, row.Length, throwOnEndOfStream: false);
            if (read < row.Length) throw new PictureFormatException($"the data of the PNG inflates to {header.RawBytes} bytes", $"its end in row {y}");
            PngFilter.Undo(row[0], row.AsSpan(1), above.AsSpan(1), header.FilterStep);
            if (pixels.IsPlain && pass.StepX == 1) row.AsSpan(1).CopyTo(raster.Row(y));
            else for (int x = 0; x < pass.Width; x++) raster[pass.X + (x * pass.StepX), y] = pixels[row.AsSpan(1), x];
            (row, above) = (above, row);
        }
    }
}
