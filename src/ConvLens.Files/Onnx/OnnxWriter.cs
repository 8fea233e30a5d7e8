using ConvLens.Compute.Tensors;
using ConvLens.Files.Elements;
using ConvLens.Files.Onnx.Export;
using ConvLens.Files.Onnx.Wire;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Layers;
using ConvLens.Networks.Parameters;

namespace ConvLens.Files.Onnx;

/// <summary>Writes a network with its parameters as an ONNX file [onnx], in float32.</summary>
/// <remarks>Opset 17, or the first that has all the operators. Every value bears its node's name and every stored tensor its parameter's (<c>conv1.weight</c>). Inputs whose outermost extent is the batch leave it open. A layer that takes several operators adds
/// <c>NODE/PART</c>. The same network gives the same bytes.</remarks>
public static class OnnxWriter
{
    private const int LeastOpset = 17, FloatCode = 1, IrVersion = 8, NewIrVersion = 10, FirstOfNewIr = 19, External = 1;

    // Readers that use protobuf's own library take at most 2 GiB.
    private const long LargestFile = int.MaxValue - (64L << 20);

    /// <summary>Writes a model; it appears whole or not at all. Weights of 2 GiB or more lie in a file of their own beside it, <c>FILE.data</c>.</summary>
    /// <exception cref="NetworkException">The parameters do not fit the network, or ONNX has no operator for one of its layers.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, Network network, ParameterSet parameters)
    {
        bool apart = parameters.Values.Sum(tensor => (long)tensor.Length * sizeof(float)) > LargestFile;
        Write(path, network, parameters, apart);
    }

    internal static void Write(string path, Network network, ParameterSet parameters, bool apart)
    {
        string beside = $"{path}.data";
        WireMessage model = Model(network, parameters, apart ? Path.GetFileName(beside) : null);
        if (apart)
            AtomicFile.Write(beside, stream =>
            {
                foreach (Tensor tensor in parameters.Values) LogicalTensor.Write(stream, tensor);
            });
        AtomicFile.Write(path, model.WriteTo);
    }

    private static WireMessage Model(Network network, ParameterSet parameters, string? beside)
    {
        parameters.RequireFit(network);
        Dictionary<int, LayerExport> exports = network.Nodes.Where(node => node.Layer is not Input)
            .ToDictionary(node => node.Index, node => LayerExports.Find(node.Layer) ?? throw new NetworkException($"{node} of network '{network.Name}' has no operator in ONNX"));
        int opset = exports.Select(pair => pair.Value.Opset(network.Nodes[pair.Key].Layer)).Append(LeastOpset).Max();
        GraphMessage graph = new(opset, network.Nodes.Select(node => node.Name).Concat(parameters.Keys));
        graph.Message.Text(2, network.Name);
        long offset = 0;
        foreach ((string name, Tensor tensor) in parameters)
        {
            graph.Tensor(Stored(name, tensor, beside, offset));
            offset += (long)tensor.Length * sizeof(float);
        }

        Shape[] more = [.. Another(network)];
        foreach (Node node in network.Nodes)
            if (node.Layer is Input) graph.Message.Message(11, Value(node.Name, network.Shapes[node.Index], more[node.Index]));
            else exports[node.Index].Write(new(network, node, graph), node.Layer);
        foreach (Node node in network.Outputs) graph.Message.Message(12, Value(node.Name, network.Shapes[node.Index], more[node.Index]));
        return new WireMessage().Integer(1, opset < FirstOfNewIr ? IrVersion : NewIrVersion).Text(2, "ConvLens").Message(7, graph.Message).Message(8, new WireMessage().Integer(2, opset));
    }

    private static WireMessage Stored(string name, Tensor tensor, string? beside, long offset)
    {
        WireMessage stored = new WireMessage().Integers(1, tensor.Shape.AsEnumerable().Select(extent => (long)extent)).Integer(2, FloatCode).Text(8, name);
        if (beside is null) return stored.Raw(9, tensor);
        foreach ((string key, string value) in new[] { ("location", beside), ("offset", $"{offset}"), ("length", $"{(long)tensor.Length * sizeof(float)}") })
            stored.Message(13, new WireMessage().Text(1, key).Text(2, value));
        return stored.Integer(14, External);
    }

    // What differs at another batch is the batch.
    private static IEnumerable<Shape> Another(Network network)
    {
        int? batch = network.Inputs.FirstOrDefault(node => node.Layer is Input { Batched: true }) is { } input ? network.Shapes[input.Index].N : null;
        try
        {
            return batch is { } n ? network.ShapesFor(n + 1) : network.Shapes;
        }
        catch (NetworkException)
        {
            return network.Shapes;
        }
    }

    private static WireMessage Value(string name, Shape shape, Shape more)
    {
        WireMessage axes = new();
        for (int axis = 0; axis < shape.Rank; axis++) axes.Message(1, shape[axis] == more[axis] ? new WireMessage().Integer(1, shape[axis]) : new WireMessage().Text(2, axis == 0 ? "batch" : $"{name}_{axis}"));
        return new WireMessage().Text(1, name).Message(2, new WireMessage().Message(1, new WireMessage().Integer(1, FloatCode).Message(2, axes)));
    }
}
