using Microsoft.Win32.SafeHandles;

namespace ConvLens.Files.Onnx.Wire;

/// <summary>The bytes of a file.</summary>
internal sealed class FileBytes : ByteSource
{
    private readonly SafeFileHandle _handle;

    private FileBytes(string path, SafeFileHandle handle, long length)
        : base(path, length) => _handle = handle;

    public static FileBytes Open(string path)
    {
        SafeFileHandle handle = File.OpenHandle(path);
        try
        {
            return new(path, handle, RandomAccess.GetLength(handle));
        }
        catch (NotSupportedException fault)
        {
            handle.Dispose();
            throw new FileFormatException(path, "a file of known length is needed", "a pipe or a device", fault);
        }
    }

    protected override int ReadSome(long offset, Span<byte> buffer) => RandomAccess.Read(_handle, buffer, offset);

    protected override void Dispose(bool disposing)
    {
        _handle.Dispose();
        base.Dispose(disposing);
    }
}
