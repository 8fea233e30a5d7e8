using System.Buffers.Binary;
using System.IO.Compression;
using ConvLens.Files;

namespace ConvLens.Data.Mnist;

/// <summary>Reads the pictures and labels of MNIST and its relatives in the IDX format [lecun1998], plain or compressed by gzip.</summary>
/// <remarks>A file is read twice: first the header is checked against limits (a million items, 1024×1024 pixels, 1 GiB) and the content is
/// counted, never further than one byte beyond what the header announces; only then is memory taken. Whether a file is compressed is told by
/// its first two bytes, not by its name.</remarks>
public static class IdxFile
{
    private const uint ImagesMagic = 0x00000803, LabelsMagic = 0x00000801;
    private const int MaxItems = 1_000_000, MaxSide = 1024, MaxBytes = 1 << 30, PieceBytes = 1 << 16;

    private static readonly string[] Axes = ["items", "rows", "columns"];

    /// <summary>The pictures in a file of unsigned bytes with three axes (magic 0x00000803).</summary>
    /// <exception cref="FileFormatException">The file is damaged, or holds something else.</exception>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public static IdxImages ReadImages(string path) => ReadImages(() => File.OpenRead(path), path);

    /// <summary>The labels in a file of unsigned bytes with one axis (magic 0x00000801).</summary>
    /// <exception cref="FileFormatException">The file is damaged, or holds something else.</exception>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public static byte[] ReadLabels(string path) => ReadLabels(() => File.OpenRead(path), path);

    internal static IdxImages ReadImages(Func<Stream> open, string path)
    {
        int[] extents = [];
        byte[] pixels = Read(open, path, ImagesMagic, axes: 3, ref extents);
        return new(extents[0], extents[1], extents[2], pixels);
    }

    internal static byte[] ReadLabels(Func<Stream> open, string path)
    {
        int[] extents = [];
        return Read(open, path, LabelsMagic, axes: 1, ref extents);
    }

    private static byte[] Read(Func<Stream> open, string path, uint magic, int axes, ref int[] extents)
    {
        try
        {
            int length;
            using (Stream counted = OpenPlain(open, path))
            {
                extents = ReadHeader(counted, path, magic, axes);
                length = extents.Aggregate((a, b) => a * b);
                RequireLength(counted, path, extents, length);
            }

            RequireTrailer(open, path, HeaderBytes(axes) + length);

            using Stream stream = OpenPlain(open, path);
            byte[] header = new byte[HeaderBytes(axes)], data = new byte[length];
            stream.ReadExactly(header);
            stream.ReadExactly(data);
            return data;
        }
        catch (Exception fault) when (fault is InvalidDataException or EndOfStreamException)
        {
            throw new FileFormatException(path, "a whole gzip stream is needed", "a damaged one", fault);
        }
    }

    private static int[] ReadHeader(Stream stream, string path, uint magic, int axes)
    {
        Span<byte> header = stackalloc byte[HeaderBytes(axes)];
        int got = stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
        if (got < header.Length) throw new FileFormatException(path, $"the header takes {header.Length} bytes", $"{got}");
        uint found = BinaryPrimitives.ReadUInt32BigEndian(header);
        if (found != magic)
            throw new FileFormatException(path, $"a file of {(axes == 1 ? "labels" : "pictures")} begins with {magic:X8}", $"{found:X8}");

        int[] extents = new int[axes];
        long bytes = 1;
        for (int axis = 0; axis < axes; axis++)
        {
            uint extent = BinaryPrimitives.ReadUInt32BigEndian(header[(4 + (4 * axis))..]);
            int max = axis == 0 ? MaxItems : MaxSide;
            if (extent < 1 || extent > max) throw new FileFormatException(path, $"the number of {Axes[axis]} must be 1 to {max}", $"{extent}");
            extents[axis] = (int)extent;
            bytes *= extent;
        }

        return bytes <= MaxBytes ? extents : throw new FileFormatException(path, $"the items may take at most {MaxBytes} bytes", $"{bytes}");
    }

    private static void RequireLength(Stream stream, string path, int[] extents, int length)
    {
        byte[] piece = new byte[PieceBytes];
        long found = 0;
        while (found <= length && stream.Read(piece, 0, (int)Math.Min(piece.Length, length + 1L - found)) is > 0 and int got) found += got;
        if (found != length)
            throw new FileFormatException(path, $"the header says {string.Join('×', extents)} bytes ({length})",
                found > length ? "more" : $"{found}");
    }

    /// <summary>A gzip stream ends in the length of its content; the runtime takes one that is cut off behind its data for whole.</summary>
    private static void RequireTrailer(Func<Stream> open, string path, int plainLength)
    {
        using Stream stream = open();
        if (!IsGzip(stream)) return;
        Span<byte> trailer = stackalloc byte[sizeof(uint)];
        stream.Seek(-trailer.Length, SeekOrigin.End);
        stream.ReadExactly(trailer);
        uint found = BinaryPrimitives.ReadUInt32LittleEndian(trailer);
        if (found != plainLength) throw new FileFormatException(path, $"the gzip stream must end in its content's length {plainLength}", $"{found}");
    }

    private static int HeaderBytes(int axes) => 4 + (4 * axes);

    /// <summary>The content without its compression, if it has one.</summary>
    private static Stream OpenPlain(Func<Stream> open, string path)
    {
        Stream stream = open();
        if (!stream.CanSeek) throw new FileFormatException(path, "a file that can be read twice is needed", "a pipe or a device");
        return IsGzip(stream) ? new GZipStream(stream, CompressionMode.Decompress) : stream;
    }

    private static bool IsGzip(Stream stream)
    {
        Span<byte> first = stackalloc byte[2];
        int got = stream.ReadAtLeast(first, first.Length, throwOnEndOfStream: false);
        stream.Position = 0;
        return got == first.Length && first is [0x1F, 0x8B];
    }
}
