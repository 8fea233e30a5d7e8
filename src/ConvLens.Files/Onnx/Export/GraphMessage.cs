using ConvLens.Files.Onnx.Wire;

namespace ConvLens.Files.Onnx.Export;

/// <summary>The graph that is being written.</summary>
internal sealed class GraphMessage(int opset, IEnumerable<string> taken)
{
    private readonly HashSet<string> _taken = new(taken, StringComparer.Ordinal);

    public int Opset => opset;

    public WireMessage Message { get; } = new();

    /// <summary>The name, or the name with the first number that nobody has.</summary>
    public string Fresh(string wanted)
    {
        string name = wanted;
        for (int number = 2; !_taken.Add(name); number++) name = $"{wanted}_{number}";
        return name;
    }

    public void Tensor(WireMessage tensor) => Message.Message(5, tensor);

    public void Node(string name, string type, IEnumerable<string> inputs, IEnumerable<string> outputs, ReadOnlySpan<WireMessage> attributes)
    {
        WireMessage node = new();
        foreach (string input in inputs) node.Text(1, input);
        foreach (string output in outputs) node.Text(2, output);
        node.Text(3, name).Text(4, type);
        foreach (WireMessage attribute in attributes) node.Message(5, attribute);
        Message.Message(1, node);
    }
}
