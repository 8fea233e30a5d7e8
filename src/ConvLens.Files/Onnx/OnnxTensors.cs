using ConvLens.Compute.Tensors;
using ConvLens.Files.Onnx.Schema;
using ConvLens.Files.Onnx.Values;
using ConvLens.Files.Onnx.Wire;

namespace ConvLens.Files.Onnx;

/// <summary>The stored tensors of an ONNX file under the model's own names, without its graph: weights for a network that is known already.</summary>
internal static class OnnxTensors
{
    private const byte IrVersionField = 0x08;
    private const int NewestIr = 32;

    /// <summary>Whether bytes begin as an ONNX file does: with the version of the format.</summary>
    public static bool Recognizes(ReadOnlySpan<byte> head) => head is [IrVersionField, > 0 and < NewestIr, _, ..] && head[2] is 0x12 or 0x1A or 0x22 or 0x28 or 0x32 or 0x3A or 0x42;

    /// <summary>All float tensors by name, in the file's order.</summary>
    /// <exception cref="FileFormatException">The stream is damaged or holds no tensors.</exception>
    public static OrderedDictionary<string, Tensor> Read(Stream stream, string name)
    {
        using StreamBytes bytes = new(stream, name);
        using ExternalFiles files = new(Path.GetDirectoryName(Path.GetFullPath(name)));
        TensorStore store = new(bytes, files);
        OrderedDictionary<string, Tensor> tensors = new(StringComparer.Ordinal);
        foreach (TensorProto proto in ModelProto.Read(new WireReader(bytes)).Graph?.Initializers ?? [])
        {
            Constant constant = store.Open(proto);
            if (constant.Type.IsWhole || constant.Length == 0) continue;
            if (constant.Length > Array.MaxLength - Tensor.Slack) throw new FileFormatException(name, "a tensor must fit memory", $"{constant}");
            if (!tensors.TryAdd(proto.Name, new WeightSource(constant, constant.Shape).ToTensor())) throw new FileFormatException(name, "every tensor must have a name of its own", $"another {Excerpt.Of(proto.Name)}");
        }

        return tensors.Count > 0 ? tensors : throw new FileFormatException(name, "weights are a set of named arrays", "a model that stores none");
    }
}
