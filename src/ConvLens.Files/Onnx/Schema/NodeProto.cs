using ConvLens.Files.Onnx.Wire;

namespace ConvLens.Files.Onnx.Schema;

/// <summary>An operator with the names of what it reads and makes; an empty name is an input left out or an output not wanted.</summary>
internal sealed class NodeProto
{
    public string Name { get; private set; } = "";

    public string Operator { get; private set; } = "";

    public string Domain { get; private set; } = "";

    public List<string> Inputs { get; } = [];

    public List<string> Outputs { get; } = [];

    public Dictionary<string, AttributeProto> Attributes { get; } = new(StringComparer.Ordinal);

    public static NodeProto Read(WireReader reader)
    {
        NodeProto node = new();
        while (reader.Next(out int field))
            switch (field)
            {
                case 1: node.Inputs.Add(reader.Text()); break;
                case 2: node.Outputs.Add(reader.Text()); break;
                case 3: node.Name = reader.Text(); break;
                case 4: node.Operator = reader.Text(); break;
                case 5:
                    AttributeProto attribute = reader.Nested(AttributeProto.Read);
                    if (!node.Attributes.TryAdd(attribute.Name, attribute)) throw reader.Fault("every attribute of a node may stand once", $"another {Excerpt.Of(attribute.Name)}");
                    break;
                case 7: node.Domain = Standard(reader.Text()); break;
                default: reader.Skip(); break;
            }

        return node;
    }

    /// <summary>The standard domain has two spellings.</summary>
    public static string Standard(string domain) => domain == "ai.onnx" ? "" : domain;
}
