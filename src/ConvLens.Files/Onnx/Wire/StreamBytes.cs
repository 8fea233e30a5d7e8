namespace ConvLens.Files.Onnx.Wire;

/// <summary>The bytes of a stream that can seek; the stream stays its owner's.</summary>
internal sealed class StreamBytes(Stream stream, string path) : ByteSource(path, LengthOf(stream, path))
{
    protected override int ReadSome(long offset, Span<byte> buffer)
    {
        stream.Position = offset;
        return stream.Read(buffer);
    }

    private static long LengthOf(Stream stream, string path) =>
        stream.CanSeek ? stream.Length : throw new FileFormatException(path, "a file of known length is needed", "a pipe or a device");
}
