using ConvLens.Files.Onnx.Wire;

namespace ConvLens.Files.Onnx.Schema;

/// <summary>Nodes in an order in which they can run, stored tensors by name, and what goes in and out.</summary>
internal sealed class GraphProto
{
    public string Name { get; private set; } = "";

    public List<NodeProto> Nodes { get; } = [];

    public List<TensorProto> Initializers { get; } = [];

    public List<ValueProto> Inputs { get; } = [];

    public List<ValueProto> Outputs { get; } = [];

    public bool HasSparseInitializers { get; private set; }

    public static GraphProto Read(WireReader reader)
    {
        GraphProto graph = new();
        while (reader.Next(out int field))
            switch (field)
            {
                case 1: graph.Nodes.Add(reader.Nested(NodeProto.Read)); break;
                case 2: graph.Name = reader.Text(); break;
                case 5: graph.Initializers.Add(reader.Nested(TensorProto.Read)); break;
                case 11: graph.Inputs.Add(reader.Nested(ValueProto.Read)); break;
                case 12: graph.Outputs.Add(reader.Nested(ValueProto.Read)); break;
                case 15:
                    graph.HasSparseInitializers = true;
                    reader.Skip();
                    break;
                default: reader.Skip(); break;
            }

        return graph;
    }
}
