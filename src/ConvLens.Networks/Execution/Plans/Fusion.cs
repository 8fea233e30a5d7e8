using ConvLens.Networks.Graph;
using ConvLens.Networks.Layers;

namespace ConvLens.Networks.Execution.Plans;

/// <summary>What a node computes together with itself, and leaves only the last activation of: a rectifier that alone reads it.</summary>
/// <param name="Rectifier">The rectifier's index; −1 for none.</param>
internal readonly record struct Fusion(int Rectifier)
{
    /// <summary>Nothing.</summary>
    public static Fusion None => new(-1);

    public bool IsNone => Rectifier < 0;

    /// <summary>What a node may take in, if nobody asked for it itself.</summary>
    /// <param name="workspace">Network and executors.</param>
    /// <param name="node">The node.</param>
    /// <param name="asked">Which nodes must stay readable.</param>
    /// <param name="needed">Which nodes are computed at all.</param>
    public static Fusion Of(Workspace workspace, Node node, bool[] asked, bool[] needed)
    {
        int reader = workspace.OnlyReaders[node.Index];
        return !asked[node.Index] && reader >= 0 && needed[reader] && workspace.Network.Nodes[reader].Layer is Rectifier && workspace.Layer(node).CanRectify ? new(reader) : None;
    }
}
