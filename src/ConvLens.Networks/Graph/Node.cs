using ConvLens.Networks.Layers;

namespace ConvLens.Networks.Graph;

/// <summary>A named place in a network: a layer and the nodes it reads.</summary>
/// <param name="Index">Position in topological order: every input of a node has a smaller one.</param>
/// <param name="Name">Unique in the network.</param>
/// <param name="Layer">What the node computes.</param>
/// <param name="Inputs">Indices of the nodes it reads, in the layer's order.</param>
public sealed record Node(int Index, string Name, Layer Layer, IReadOnlyList<int> Inputs)
{
    /// <summary>The full name of one of the layer's parameters: <c>conv1.weight</c>.</summary>
    public string ParameterName(string local) => $"{Name}.{local}";

    /// <inheritdoc/>
    public override string ToString() => $"node '{Name}' ({Layer.Kind})";
}
