using System.IO.Compression;

namespace ConvLens.Files.Hdf5.Filters;

/// <summary>The zlib format.</summary>
internal static class Deflate
{
    /// <summary>Inflates to at most <paramref name="most"/> bytes.</summary>
    public static byte[] Undo(string path, byte[] stored, int most)
    {
        byte[] bytes = new byte[most];
        try
        {
            using ZLibStream zlib = new(new MemoryStream(stored), CompressionMode.Decompress);
            int count = zlib.ReadAtLeast(bytes, most, throwOnEndOfStream: false);
            if (count == most && zlib.ReadByte() >= 0) throw new FileFormatException(path, $"compressed data must inflate to at most {most} bytes", "more");
            return count == most ? bytes : bytes[..count];
        }
        // A stream that asks for a preset dictionary ends in an IOException of the runtime's own.
        catch (Exception fault) when (fault is InvalidDataException or IOException and not FileFormatException)
        {
            throw new FileFormatException(path, "compressed data must be in the zlib format", "a fault in it", fault);
        }
    }
}
