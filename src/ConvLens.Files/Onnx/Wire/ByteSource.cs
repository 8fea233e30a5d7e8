namespace ConvLens.Files.Onnx.Wire;

/// <summary>Bytes of known length that can be read from any place.</summary>
internal abstract class ByteSource(string path, long length) : IDisposable
{
    /// <summary>What errors call it.</summary>
    public string Path => path;

    public long Length => length;

    /// <summary>Fills the buffer with the bytes from <paramref name="offset"/> on; the caller has checked that they are there.</summary>
    public void Read(long offset, Span<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            int found = ReadSome(offset, buffer);
            if (found == 0) throw new FileFormatException(path, $"the file must have {length} bytes to the end of reading", $"{offset}");
            buffer = buffer[found..];
            offset += found;
        }
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected abstract int ReadSome(long offset, Span<byte> buffer);

    protected virtual void Dispose(bool disposing)
    {
    }
}
