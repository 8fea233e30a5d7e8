using ConvLens.Files.Onnx.Schema;
using ConvLens.Files.Onnx.Wire;

namespace ConvLens.Files.Onnx.Values;

/// <summary>Opens the stored tensors of one model, which lie in its file or beside it.</summary>
internal sealed class TensorStore(ByteSource source, ExternalFiles files)
{
    public string Path => source.Path;

    /// <summary>A tensor that is read later.</summary>
    /// <exception cref="FileFormatException">The tensor's bytes are not what its shape says, or not there.</exception>
    public Constant Open(TensorProto tensor)
    {
        try
        {
            return StoredArray.Of(tensor, source, files);
        }
        catch (OnnxFault fault)
        {
            throw new FileFormatException(Path, fault.Expected, fault.Found, fault);
        }
    }
}
