namespace ConvLens.Imaging.Codecs;

/// <summary>The data of all IDAT chunks as one stream; afterwards the chunks stand at the first other one.</summary>
/// <param name="chunks">The chunks, at the first IDAT.</param>
internal sealed class PngData(PngChunks chunks) : Stream
{
    public const string Chunk = "IDAT";

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty) return 0;
        while (chunks.Type == Chunk)
        {
            int read = chunks.Read(buffer);
            if (read > 0) return read;
            chunks.End();
            chunks.Next();
        }

        return 0;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
