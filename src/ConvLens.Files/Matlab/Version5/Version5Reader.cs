using System.IO.Compression;
using System.Text;

namespace ConvLens.Files.Matlab.Version5;

/// <summary>Reads the elements of a file of version 5 to 7.</summary>
internal static class Version5Reader
{
    private const int HeaderBytes = 128, EndMark = 126;

    /// <summary>No byte that deflate stores can stand for more.</summary>
    private const long MostInflated = 1032;

    public static void Read(Stream stream, string path, MatCollector found)
    {
        stream.Position = 0;
        byte[] header = new byte[HeaderBytes];
        int count = stream.ReadAtLeast(header, HeaderBytes, throwOnEndOfStream: false);
        string mark = count == HeaderBytes ? Encoding.Latin1.GetString(header, EndMark, 2) : "";
        if (mark is not ("IM" or "MI")) throw new FileFormatException(path, "a MAT file of version 5 to 7.3 has 'IM' or 'MI' at byte 126", Excerpt.Of(mark));
        MatStream file = new(stream, path, mark == "MI", stream.Length - HeaderBytes);
        while (file.Remaining >= 8)
        {
            (MatType type, long bytes, bool isShort) = file.Tag();
            if (isShort) continue;
            file.Require(bytes);
            if (type == MatType.Compressed) Inflate(file.Raw(bytes), path, file.BigEndian, found);
            else
            {
                long outer = file.Enter(bytes);
                if (type == MatType.Matrix) new ArrayReader(file, found).Read();
                file.Leave(outer);
            }
        }
    }

    private static void Inflate(byte[] bytes, string path, bool bigEndian, MatCollector found)
    {
        try
        {
            using ZLibStream zlib = new(new MemoryStream(bytes), CompressionMode.Decompress);
            MatStream inflated = new(zlib, path, bigEndian, (bytes.Length * MostInflated) + 64);
            (MatType type, long size, _) = inflated.Tag();
            if (type != MatType.Matrix) return;
            inflated.Enter(size);
            new ArrayReader(inflated, found).Read();
        }
        // A stream that asks for a preset dictionary ends in an IOException of the runtime's own.
        catch (Exception fault) when (fault is InvalidDataException or IOException and not FileFormatException)
        {
            throw new FileFormatException(path, "a compressed element must be in the zlib format", "a fault in it", fault);
        }
    }
}
