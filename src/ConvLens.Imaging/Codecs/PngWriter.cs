using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using ConvLens.Imaging.Rasters;

namespace ConvLens.Imaging.Codecs;

/// <summary>Writes rasters as PNG [png2003]: 8-bit grey where every pixel is grey, 8-bit RGB otherwise, not interlaced.</summary>
/// <remarks>The same raster and text give the same bytes on one runtime; the compressed bytes may differ between runtimes, the pixels never.</remarks>
public static class PngWriter
{
    private const int ChunkBytes = 1 << 20;
    private const int MaxKeyLength = 79;

    /// <summary>Writes a raster to a stream, which stays open.</summary>
    /// <param name="raster">The picture.</param>
    /// <param name="stream">Where to.</param>
    /// <param name="text">Key-value pairs to store with the picture, in order: as tEXt where the value is Latin-1, as iTXt otherwise.</param>
    /// <exception cref="ArgumentException">A key is not 1 to 79 printable Latin-1 characters without outer or double spaces, or a value holds U+0000.</exception>
    public static void Write(Raster raster, Stream stream, IEnumerable<KeyValuePair<string, string>>? text = null)
    {
        ArgumentNullException.ThrowIfNull(raster);
        ArgumentNullException.ThrowIfNull(stream);
        List<(string Type, byte[] Data)> notes = [.. (text ?? []).Select(pair => TextChunk(pair.Key, pair.Value))];
        bool isGrey = IsGrey(raster);
        stream.Write([0x89, (byte)'P', (byte)'N', (byte)'G', (byte)'\r', (byte)'\n', 0x1A, (byte)'\n']);
        WriteChunk(stream, "IHDR", Header(raster, isGrey));
        foreach ((string type, byte[] data) in notes) WriteChunk(stream, type, data);
        using MemoryStream compressed = Compress(raster, isGrey);
        ReadOnlySpan<byte> rest = compressed.GetBuffer().AsSpan(0, (int)compressed.Length);
        for (; rest.Length > ChunkBytes; rest = rest[ChunkBytes..]) WriteChunk(stream, "IDAT", rest[..ChunkBytes]);
        WriteChunk(stream, "IDAT", rest);
        WriteChunk(stream, "IEND", []);
    }

    /// <summary>A raster as the bytes of a PNG file.</summary>
    /// <inheritdoc cref="Write" path="/exception"/>
    public static byte[] Encode(Raster raster, IEnumerable<KeyValuePair<string, string>>? text = null)
    {
        using MemoryStream stream = new();
        Write(raster, stream, text);
        return stream.ToArray();
    }

    /// <summary>A raster as an address that holds the whole picture: <c>data:image/png;base64,…</c>.</summary>
    public static string ToDataUri(Raster raster) => "data:image/png;base64," + Convert.ToBase64String(Encode(raster));

    private static byte[] Header(Raster raster, bool isGrey)
    {
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, raster.Width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), raster.Height);
        header[8] = 8;
        header[9] = isGrey ? (byte)0 : (byte)2;
        return header;
    }

    private static MemoryStream Compress(Raster raster, bool isGrey)
    {
        int bytesPerPixel = isGrey ? 1 : 3, rowBytes = raster.Width * bytesPerPixel;
        byte[] row = new byte[rowBytes], above = new byte[rowBytes], best = new byte[rowBytes + 1], trial = new byte[rowBytes + 1];
        MemoryStream compressed = new();
        using ZLibStream deflate = new(compressed, CompressionLevel.Optimal, leaveOpen: true);
        for (int y = 0; y < raster.Height; y++)
        {
            ReadOnlySpan<byte> source = raster.Row(y);
            if (isGrey) for (int x = 0; x < row.Length; x++) row[x] = source[x * 3];
            else source.CopyTo(row);
            PngFilter.Apply(row, above, bytesPerPixel, ref best, ref trial);
            deflate.Write(best);
            (row, above) = (above, row);
        }

        return compressed;
    }

    private static bool IsGrey(Raster raster)
    {
        for (int y = 0; y < raster.Height; y++)
        {
            ReadOnlySpan<byte> row = raster.Row(y);
            for (int i = 0; i < row.Length; i += 3)
                if (row[i] != row[i + 1] || row[i] != row[i + 2]) return false;
        }

        return true;
    }

    private static (string Type, byte[] Data) TextChunk(string key, string value)
    {
        bool isKey = key.Length is >= 1 and <= MaxKeyLength && key.Trim() == key && !key.Contains("  ", StringComparison.Ordinal)
            && key.All(c => c is (>= ' ' and <= '~') or (> '\u00A0' and <= '\u00FF'));
        if (!isKey) throw new ArgumentException($"a PNG key is 1 to {MaxKeyLength} printable Latin-1 characters, found '{key}'", nameof(key));
        if (value.Contains('\0', StringComparison.Ordinal)) throw new ArgumentException($"the PNG text '{key}' must not hold U+0000", nameof(value));
        byte[] start = Encoding.Latin1.GetBytes(key);

        // In iTXt four bytes of zero follow the key's end: not compressed, its method, no language, no translated key.
        return value.All(c => c <= '\u00FF')
            ? ("tEXt", [.. start, 0, .. Encoding.Latin1.GetBytes(value)])
            : ("iTXt", [.. start, 0, 0, 0, 0, 0, .. Encoding.UTF8.GetBytes(value)]);
    }

    private static void WriteChunk(Stream stream, string type, ReadOnlySpan<byte> data)
    {
        Span<byte> word = stackalloc byte[4];
        byte[] name = Encoding.ASCII.GetBytes(type);
        BinaryPrimitives.WriteInt32BigEndian(word, data.Length);
        stream.Write(word);
        stream.Write(name);
        stream.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(word, Crc32.Of(name, data));
        stream.Write(word);
    }
}
