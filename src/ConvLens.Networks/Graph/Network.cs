using System.IO.Enumeration;
using ConvLens.Compute.Tensors;
using ConvLens.Networks.Layers;

namespace ConvLens.Networks.Graph;

/// <summary>A validated directed acyclic graph of named nodes in topological order; chains are a special case.</summary>
/// <remarks>Immutable and without parameters. Built by <see cref="NetworkBuilder"/>.</remarks>
public sealed class Network
{
    private readonly Dictionary<string, int> _byName;
    private readonly Shape[] _shapes;

    internal Network(string name, IReadOnlyList<Node> nodes, IReadOnlyList<int> outputs, IReadOnlyList<string> leftAside)
    {
        (Name, Nodes, LeftAside) = (name, nodes, leftAside);
        _byName = nodes.ToDictionary(node => node.Name, node => node.Index, StringComparer.Ordinal);
        Inputs = [.. nodes.Where(node => node.Layer is Input)];
        Outputs = [.. outputs.Select(index => nodes[index])];
        _shapes = Infer(batch: null);
    }

    /// <summary>The network's name, as in the zoo.</summary>
    public string Name { get; }

    /// <summary>All nodes in topological order.</summary>
    public IReadOnlyList<Node> Nodes { get; }

    /// <summary>The nodes that are fed from outside.</summary>
    public IReadOnlyList<Node> Inputs { get; }

    /// <summary>The nodes whose activations are the network's results.</summary>
    public IReadOnlyList<Node> Outputs { get; }

    /// <summary>Parts of published weights, such as <c>aux1</c> for <c>aux1.*</c>, that this form of the network does without.</summary>
    public IReadOnlyList<string> LeftAside { get; }

    /// <summary>A node by name, or by index written as a number.</summary>
    /// <exception cref="NetworkException">There is no such node; the message lists those there are.</exception>
    public Node this[string name] =>
        _byName.TryGetValue(name, out int index) ? Nodes[index]
        : int.TryParse(name, out index) && index >= 0 && index < Nodes.Count ? Nodes[index]
        : throw new NetworkException($"network '{Name}' has no node '{name}'; its nodes are {string.Join(", ", Nodes.Select(node => node.Name))}");

    /// <summary>The nodes that match a name, an index or a pattern with <c>*</c> and <c>?</c>, in topological order.</summary>
    /// <exception cref="NetworkException">None does.</exception>
    public IReadOnlyList<Node> Match(string pattern)
    {
        if (!pattern.AsSpan().ContainsAny('*', '?')) return [this[pattern]];
        Node[] matches = [.. Nodes.Where(node => FileSystemName.MatchesSimpleExpression(pattern, node.Name, ignoreCase: false))];
        return matches.Length > 0 ? matches : throw new NetworkException($"network '{Name}' has no node like '{pattern}'; its nodes are {string.Join(", ", Nodes.Select(node => node.Name))}");
    }

    /// <summary>The output shape of every node, by index, for the batch size that the inputs were declared with.</summary>
    public IReadOnlyList<Shape> Shapes => _shapes;

    /// <summary>The output shape of every node, by index, for another batch size.</summary>
    public IReadOnlyList<Shape> ShapesFor(int batch) => Infer(batch);

    /// <summary>The input shapes of a node, for the declared batch size.</summary>
    public IReadOnlyList<Shape> InputShapes(Node node) => [.. node.Inputs.Select(index => _shapes[index])];

    /// <summary>Every parameter of every node under its full name, in topological order.</summary>
    public IEnumerable<(string Name, ParameterSpec Spec)> Parameters =>
        Nodes.SelectMany(node => node.Layer.ParametersFor(InputShapes(node)).Select(spec => (node.ParameterName(spec.Name), spec)));

    private Shape[] Infer(int? batch)
    {
        Shape[] shapes = new Shape[Nodes.Count];
        foreach (Node node in Nodes)
        {
            Shape[] inputs = [.. node.Inputs.Select(index => shapes[index])];
            try
            {
                shapes[node.Index] = node.Layer is Input { Batched: true } input && batch is { } n ? input.Shape.WithN(n) : node.Layer.InferShape(inputs);
                // Refuses parameters that no tensor could hold.
                _ = node.Layer.ParametersFor(inputs);
            }
            catch (Exception error) when (error is LayerShapeException or ArgumentException)
            {
                throw new NetworkException($"{node} got {string.Join(" and ", inputs)}: {error.Message}");
            }
        }

        return shapes;
    }
}
