using ConvLens.Files.Onnx.Wire;

namespace ConvLens.Files.Onnx.Schema;

/// <summary>A constant that belongs to a node. Only what it was given is not null.</summary>
internal sealed class AttributeProto
{
    public string Name { get; private set; } = "";

    public float? Single { get; private set; }

    public long? Integer { get; private set; }

    public string? Text { get; private set; }

    public TensorProto? Tensor { get; private set; }

    public List<float> Singles { get; } = [];

    public List<long> Integers { get; } = [];

    /// <summary>Whether it holds what no layer takes: a graph, a type, a list of texts or tensors, a sparse tensor, a reference.</summary>
    public bool IsForeign { get; private set; }

    public static AttributeProto Read(WireReader reader)
    {
        AttributeProto attribute = new();
        while (reader.Next(out int field))
            switch (field)
            {
                case 1: attribute.Name = reader.Text(); break;
                case 2: attribute.Single = reader.Single(); break;
                case 3: attribute.Integer = reader.Integer(); break;
                case 4: attribute.Text = reader.Text(); break;
                case 5: attribute.Tensor = reader.Nested(TensorProto.Read); break;
                case 7: reader.Singles(attribute.Singles); break;
                case 8: reader.Integers(attribute.Integers); break;
                case 6 or 9 or 10 or 11 or 14 or 15 or 21 or 22 or 23:
                    attribute.IsForeign = true;
                    reader.Skip();
                    break;
                default: reader.Skip(); break;
            }

        return attribute;
    }
}
