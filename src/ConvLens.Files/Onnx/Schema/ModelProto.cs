using ConvLens.Files.Onnx.Wire;

namespace ConvLens.Files.Onnx.Schema;

/// <summary>A model as the file says it [onnx]: one graph, and the versions of the operator sets that it is written in.</summary>
internal sealed class ModelProto
{
    public long IrVersion { get; private set; }

    public string Producer { get; private set; } = "";

    public string ProducerVersion { get; private set; } = "";

    public GraphProto? Graph { get; private set; }

    /// <summary>Version by domain; the standard operators' domain is the empty one.</summary>
    public Dictionary<string, long> Opsets { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, string> Metadata { get; } = new(StringComparer.Ordinal);

    public static ModelProto Read(WireReader reader)
    {
        ModelProto model = new();
        while (reader.Next(out int field))
            switch (field)
            {
                case 1: model.IrVersion = reader.Integer(); break;
                case 2: model.Producer = reader.Text(); break;
                case 3: model.ProducerVersion = reader.Text(); break;
                case 7: model.Graph = model.Graph is null ? reader.Nested(GraphProto.Read) : throw reader.Fault("a model has one graph", "a second one"); break;
                case 8: model.AddOpset(reader); break;
                case 14:
                    (string key, string value) = reader.Nested(Entry);
                    model.Metadata[key] = value;
                    break;
                default: reader.Skip(); break;
            }

        return model;
    }

    /// <summary>One entry of a map of strings.</summary>
    public static (string Key, string Value) Entry(WireReader reader)
    {
        (string key, string value) = ("", "");
        while (reader.Next(out int field))
            switch (field)
            {
                case 1: key = reader.Text(); break;
                case 2: value = reader.Text(); break;
                default: reader.Skip(); break;
            }

        return (key, value);
    }

    private void AddOpset(WireReader reader)
    {
        (string domain, long version) = reader.Nested(static inner =>
        {
            (string domain, long version) = ("", 0L);
            while (inner.Next(out int field))
                switch (field)
                {
                    case 1: domain = inner.Text(); break;
                    case 2: version = inner.Integer(); break;
                    default: inner.Skip(); break;
                }

            return (domain, version);
        });
        Opsets[NodeProto.Standard(domain)] = version;
    }
}
