using ConvLens.Files.Onnx.Wire;

namespace ConvLens.Files.Onnx.Schema;

/// <summary>A stored tensor: what it is, and where its numbers lie. None are read yet.</summary>
internal sealed class TensorProto
{
    /// <summary>The number of the standard's enumeration for tensors whose numbers lie in a file of their own.</summary>
    private const int External = 1;

    public string Name { get; private set; } = "";

    public int ElementType { get; private set; }

    public List<long> Extents { get; } = [];

    /// <summary>The elements' bytes, little-endian and row-major.</summary>
    public ByteRange? Raw { get; private set; }

    /// <summary>Packed numbers of fixed size (float32 or float64), which lie as raw bytes would.</summary>
    public ByteRange? Fixed { get; private set; }

    /// <summary>Packed varints.</summary>
    public ByteRange? Varints { get; private set; }

    /// <summary>Numbers that were stored one by one.</summary>
    public List<long> Single { get; } = [];

    /// <summary>Where in which file the bytes lie; null if they lie here.</summary>
    public Dictionary<string, string>? Elsewhere { get; private set; }

    public static TensorProto Read(WireReader reader)
    {
        TensorProto tensor = new();
        Dictionary<string, string> elsewhere = new(StringComparer.Ordinal);
        while (reader.Next(out int field))
            switch (field)
            {
                case 1: reader.Integers(tensor.Extents); break;
                case 2: tensor.ElementType = (int)reader.Integer(); break;
                case 4 or 10: tensor.Fixed = tensor.Fixed is null ? reader.Range() : throw Twice(reader); break;
                case 5 or 7 or 11: tensor.ReadVarints(reader); break;
                case 8: tensor.Name = reader.Text(); break;
                case 9: tensor.Raw = tensor.Raw is null ? reader.Range() : throw Twice(reader); break;
                case 13:
                    (string key, string value) = reader.Nested(ModelProto.Entry);
                    elsewhere[key] = value;
                    break;
                case 14: tensor.Elsewhere = reader.Integer() == External ? elsewhere : null; break;
                default: reader.Skip(); break;
            }

        return tensor;
    }

    // One number alone may come as a varint; lists come packed.
    private void ReadVarints(WireReader reader)
    {
        if (reader.IsVarint) Single.Add(reader.Integer());
        else Varints = Varints is null ? reader.Range() : throw Twice(reader);
    }

    private static FileFormatException Twice(WireReader reader) => reader.Fault("a tensor's numbers lie in one piece", "a second one");
}
