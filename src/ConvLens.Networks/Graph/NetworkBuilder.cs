using ConvLens.Compute.Tensors;
using ConvLens.Networks.Layers;

namespace ConvLens.Networks.Graph;

/// <summary>Puts a network together node by node, in topological order.</summary>
/// <param name="name">The network's name.</param>
public sealed class NetworkBuilder(string name)
{
    private readonly List<Node> _nodes = [];
    private readonly Dictionary<string, int> _byName = new(StringComparer.Ordinal);
    private readonly List<string> _leftAside = [];

    /// <summary>Adds an input, with its shape for a batch of one: [1, C, H, W] or [1, F].</summary>
    public NetworkBuilder AddInput(string node, Shape shape) => AddNode(node, new Input(shape), []);

    /// <summary>Adds an input whose shape does not depend on the batch.</summary>
    public NetworkBuilder AddFixedInput(string node, Shape shape) => AddNode(node, new Input(shape) { Batched = false }, []);

    /// <summary>Adds a layer that reads the named nodes; without names, the node added last, or none if the layer takes none.</summary>
    /// <exception cref="NetworkException">The name is taken, an input does not exist yet, or the layer takes another number of inputs.</exception>
    public NetworkBuilder Add(string node, Layer layer, params ReadOnlySpan<string> inputs)
    {
        if (inputs.IsEmpty && layer.InputCount.Most == 0) return AddNode(node, layer, []);
        if (inputs.IsEmpty && _nodes.Count == 0) throw new NetworkException($"node '{node}' ({layer.Kind}) has nothing to read: add an input first");
        int[] indices = inputs.IsEmpty ? [_nodes.Count - 1] : new int[inputs.Length];
        for (int i = 0; i < inputs.Length; i++)
            if (!_byName.TryGetValue(inputs[i], out indices[i]))
                throw new NetworkException($"node '{node}' ({layer.Kind}) reads '{inputs[i]}', which is not a node before it");
        return AddNode(node, layer, indices);
    }

    /// <summary>Names parts of published weights that this form of the network does without, such as auxiliary classifiers that only training uses: <c>aux1</c> stands for <c>aux1.*</c>.</summary>
    public NetworkBuilder LeaveAside(params ReadOnlySpan<string> parts)
    {
        _leftAside.AddRange(parts);
        return this;
    }

    /// <summary>The network. Its outputs are the named nodes; without names, the node added last.</summary>
    /// <exception cref="NetworkException">A shape does not fit: the message names the node, what it got and what it needs.</exception>
    public Network Build(params ReadOnlySpan<string> outputs)
    {
        if (_nodes.Count == 0) throw new NetworkException($"network '{name}' has no nodes");
        int[] indices = outputs.IsEmpty ? [_nodes.Count - 1] : new int[outputs.Length];
        for (int i = 0; i < outputs.Length; i++)
            if (!_byName.TryGetValue(outputs[i], out indices[i])) throw new NetworkException($"output '{outputs[i]}' is not a node of network '{name}'");
        return new(name, [.. _nodes], indices, [.. _leftAside]);
    }

    private NetworkBuilder AddNode(string node, Layer layer, int[] inputs)
    {
        if (!_byName.TryAdd(node, _nodes.Count)) throw new NetworkException($"network '{name}' has two nodes named '{node}'");
        (int least, int most) = layer.InputCount;
        if (inputs.Length < least || inputs.Length > most)
            throw new NetworkException($"node '{node}' ({layer.Kind}) takes {(least == most ? $"{least}" : $"at least {least}")} inputs, found {inputs.Length}");
        _nodes.Add(new(_nodes.Count, node, layer, inputs));
        return this;
    }
}
