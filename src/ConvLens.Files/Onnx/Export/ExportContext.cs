using ConvLens.Compute.Tensors;
using ConvLens.Files.Onnx.Wire;
using ConvLens.Networks.Graph;

namespace ConvLens.Files.Onnx.Export;

/// <summary>One node to write: what it reads, and the graph that takes its operators. Every value bears its node's name.</summary>
internal sealed class ExportContext(Network network, Node node, GraphMessage graph)
{
    private const int FloatCode = 1, Int64Code = 7, BooleanCode = 9;

    /// <summary>The operators' version that is written.</summary>
    public int Opset => graph.Opset;

    /// <summary>Names of the values that the node reads.</summary>
    public string[] Inputs { get; } = [.. node.Inputs.Select(input => network.Nodes[input].Name)];

    public string Name => node.Name;

    public Shape Input => network.Shapes[node.Inputs[0]];

    public Shape Output => network.Shapes[node.Index];

    /// <summary>The name of one of the node's parameters, or nothing where the layer has none of that name.</summary>
    public string Parameter(string local) => node.Layer.ParametersFor(network.InputShapes(node)).Any(spec => spec.Name == local) ? node.ParameterName(local) : "";

    /// <summary>An operator that makes the node's value.</summary>
    public void Add(string type, IEnumerable<string> inputs, params ReadOnlySpan<WireMessage> attributes) => graph.Node(node.Name, type, inputs, [node.Name], attributes);

    /// <summary>An operator on the way there.</summary>
    public string Part(string part, string type, IEnumerable<string> inputs, params ReadOnlySpan<WireMessage> attributes)
    {
        string name = graph.Fresh($"{node.Name}/{part}");
        graph.Node(name, type, inputs, [name], attributes);
        return name;
    }

    /// <summary>An operator of which only the second output is read.</summary>
    public string SecondPart(string part, string type, IEnumerable<string> inputs, params ReadOnlySpan<WireMessage> attributes)
    {
        string name = graph.Fresh($"{node.Name}/{part}");
        graph.Node(name, type, inputs, [graph.Fresh($"{name}/first"), name], attributes);
        return name;
    }

    /// <summary>Whole numbers as an input.</summary>
    public string Numbers(string part, IEnumerable<long> numbers, int[]? extents = null)
    {
        string name = graph.Fresh($"{node.Name}/{part}");
        long[] values = [.. numbers];
        graph.Tensor(new WireMessage().Integers(1, (extents ?? [values.Length]).Select(extent => (long)extent)).Integer(2, Int64Code).Integers(7, values).Text(8, name));
        return name;
    }

    public string Numbers(string part, IEnumerable<int> numbers) => Numbers(part, numbers.Select(number => (long)number));

    /// <summary>Floats as an input.</summary>
    public string Floats(string part, params IReadOnlyList<float> numbers)
    {
        string name = graph.Fresh($"{node.Name}/{part}");
        graph.Tensor(new WireMessage().Integers(1, [numbers.Count]).Integer(2, FloatCode).Text(8, name).Bytes(9, [.. numbers.SelectMany(LittleEndian)]));
        return name;
    }

    /// <summary>One float as an input.</summary>
    public string Scalar(string part, float number)
    {
        string name = graph.Fresh($"{node.Name}/{part}");
        graph.Tensor(new WireMessage().Integer(2, FloatCode).Text(8, name).Bytes(9, LittleEndian(number)));
        return name;
    }

    /// <summary>Truth values out of floats.</summary>
    public string Truth(string input) => Part("truth", "Cast", [input], Attribute.Of("to", BooleanCode));

    /// <summary>The node's value as floats out of another type.</summary>
    public void AddFloats(string input) => Add("Cast", [input], Attribute.Of("to", FloatCode));

    /// <summary>Whole numbers out of floats.</summary>
    public string WholeNumbers(string input) => Part("whole", "Cast", [input], Attribute.Of("to", Int64Code));

    private static byte[] LittleEndian(float number)
    {
        byte[] bytes = BitConverter.GetBytes(number);
        if (!BitConverter.IsLittleEndian) Array.Reverse(bytes);
        return bytes;
    }
}
