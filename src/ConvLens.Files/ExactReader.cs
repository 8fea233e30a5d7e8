using System.Buffers;

namespace ConvLens.Files;

/// <summary>Reads a file of known length front to back; what is missing ends in a <see cref="FileFormatException"/>.</summary>
internal sealed class ExactReader
{
    private const int PieceBytes = 1 << 16;
    private readonly Stream _stream;

    public ExactReader(Stream stream, string path)
        : this(stream, path, LengthOf(stream, path))
    {
    }

    /// <summary>A reader of <paramref name="length"/> bytes, whether or not the stream tells its length.</summary>
    public ExactReader(Stream stream, string path, long length) => (_stream, Path, Remaining) = (stream, path, length);

    public string Path { get; }

    /// <summary>Bytes between here and the end of the file.</summary>
    public long Remaining { get; private set; }

    /// <summary>Fills the buffer, or tells which part of the file (<paramref name="what"/>) is cut short.</summary>
    public void Fill(Span<byte> buffer, string what)
    {
        int found = buffer.Length <= Remaining ? Read(buffer, what) : (int)Remaining;
        if (found < buffer.Length) throw TooShort(what, buffer.Length, found);
        Remaining -= found;
    }

    /// <summary>The next bytes as an array, which is taken only when the file holds as many.</summary>
    public byte[] Take(int count, string what)
    {
        if (count > Remaining) throw TooShort(what, count, Remaining);
        byte[] bytes = new byte[count];
        Fill(bytes, what);
        return bytes;
    }

    /// <summary>Passes over bytes.</summary>
    public void Skip(long count, string what)
    {
        if (count > Remaining) throw TooShort(what, count, Remaining);
        if (_stream.CanSeek)
        {
            _stream.Seek(count, SeekOrigin.Current);
            Remaining -= count;
            return;
        }

        byte[] piece = ArrayPool<byte>.Shared.Rent(PieceBytes);
        for (; count > 0; count -= Math.Min(count, PieceBytes)) Fill(piece.AsSpan(0, (int)Math.Min(count, PieceBytes)), what);
        ArrayPool<byte>.Shared.Return(piece);
    }

    private int Read(Span<byte> buffer, string what)
    {
        try
        {
            return _stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        }
        catch (InvalidDataException error)
        {
            throw new FileFormatException(Path, $"{what} must be deflated", "damaged data", error);
        }
    }

    private static long LengthOf(Stream stream, string path) =>
        stream.CanSeek ? stream.Length - stream.Position : throw new FileFormatException(path, "a file of known length is needed", "a pipe or a device");

    private FileFormatException TooShort(string what, long expected, long found) => new(Path, $"{what} takes {expected} bytes", $"{found}");
}
