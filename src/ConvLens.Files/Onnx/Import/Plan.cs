using ConvLens.Compute.Tensors;
using ConvLens.Files.Onnx.Values;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Layers;
using ConvLens.Networks.Parameters;

namespace ConvLens.Files.Onnx.Import;

/// <summary>The nodes of the network to be, in topological order, before any weight is read.</summary>
internal sealed class Plan
{
    private readonly OrderedDictionary<string, PlannedNode> _nodes = new(StringComparer.Ordinal);

    public IReadOnlyList<PlannedNode> Nodes => _nodes.Values;

    /// <summary>The node behind each output of the graph.</summary>
    public List<(string Output, string Node)> Outputs { get; } = [];

    public bool Has(string name) => _nodes.ContainsKey(name);

    public PlannedNode Node(string name) => _nodes[name];

    /// <summary>Adds a node whose shape its layer infers.</summary>
    /// <exception cref="OnnxFault">The layer cannot take its inputs or parameters.</exception>
    public PlannedNode Add(string name, Layer layer, IReadOnlyList<string> inputs, IReadOnlyList<(string Name, WeightSource Values)> weights)
    {
        Shape[] shapes = [.. inputs.Select(input => _nodes[input].Shape)];
        PlannedNode node = new(name, layer, inputs, Infer(layer, shapes), weights);
        foreach (ParameterSpec spec in layer.ParametersFor(shapes))
        {
            WeightSource values = weights.FirstOrDefault(weight => weight.Name == spec.Name).Values ?? throw new OnnxFault($"the layer {layer.Kind} must have its parameter '{spec.Name}'", "none");
            if (values.Shape != spec.Shape || values.Values.Length != spec.Shape.Length) throw new OnnxFault($"'{spec.Name}' must be {spec.Shape}", $"{values.Values}");
        }

        _nodes.Add(name, node);
        return node;
    }

    /// <summary>Drops what no output needs; inputs stay.</summary>
    public void Prune()
    {
        HashSet<string> needed = new(Outputs.Select(output => output.Node), StringComparer.Ordinal);
        foreach (PlannedNode node in _nodes.Values.Reverse().ToArray())
            if (needed.Contains(node.Name)) needed.UnionWith(node.Inputs);
            else if (node.Layer is not Input) _nodes.Remove(node.Name);
    }

    /// <summary>The network, without parameters.</summary>
    /// <param name="name">The network's name.</param>
    /// <param name="batched">The inputs that follow another batch, with the shapes that they are declared with.</param>
    public Network ToNetwork(string name, IReadOnlyDictionary<string, Shape> batched)
    {
        NetworkBuilder builder = new(name);
        foreach (PlannedNode node in Nodes)
            if (node.Layer is not Input) builder.Add(node.Name, node.Layer, [.. node.Inputs]);
            else if (batched.TryGetValue(node.Name, out Shape shape)) builder.AddInput(node.Name, shape);
            else builder.AddFixedInput(node.Name, node.Shape);
        return builder.Build([.. Outputs.Select(output => output.Node)]);
    }

    /// <summary>Reads every parameter, once.</summary>
    public ParameterSet ReadParameters() =>
        new(Nodes.SelectMany(node => node.Weights.Select(weight => KeyValuePair.Create($"{node.Name}.{weight.Name}", weight.Values.ToTensor()))));

    private static Shape Infer(Layer layer, Shape[] shapes)
    {
        try
        {
            (int least, int most) = layer.InputCount;
            if (shapes.Length < least || shapes.Length > most) throw new LayerShapeException($"it takes {least} to {most} inputs");
            Shape shape = layer.InferShape(shapes);
            _ = layer.ParametersFor(shapes);
            return shape;
        }
        catch (Exception error) when (error is LayerShapeException or ArgumentException or OverflowException)
        {
            throw new OnnxFault($"the layer {layer.Kind} cannot be had here, for {error.Message}", shapes.Length == 0 ? "no inputs" : string.Join(" and ", shapes));
        }
    }
}
