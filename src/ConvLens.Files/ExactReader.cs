namespace ConvLens.Files;

/// <summary>Reads a file of known length front to back; what is missing ends in a <see cref="FileFormatException"/>.</summary>
internal sealed class ExactReader
{
    private readonly Stream _stream;

    public ExactReader(Stream stream, string path)
    {
        if (!stream.CanSeek) throw new FileFormatException(path, "a file of known length is needed", "a pipe or a device");
        (_stream, Path) = (stream, path);
    }

    public string Path { get; }

    /// <summary>Bytes between here and the end of the file.</summary>
    public long Remaining => _stream.Length - _stream.Position;

    /// <summary>Fills the buffer, or tells which part of the file (<paramref name="what"/>) is cut short.</summary>
    public void Fill(Span<byte> buffer, string what)
    {
        int found = _stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        if (found < buffer.Length) throw TooShort(what, buffer.Length, found);
    }

    /// <summary>The next bytes as an array, which is taken only when the file holds as many.</summary>
    public byte[] Take(int count, string what)
    {
        if (count > Remaining) throw TooShort(what, count, Remaining);
        byte[] bytes = new byte[count];
        Fill(bytes, what);
        return bytes;
    }

    private FileFormatException TooShort(string what, long expected, long found) => new(Path, $"{what} takes {expected} bytes", $"{found}");
}
