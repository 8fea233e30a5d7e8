using ConvLens.Compute.Elementwise;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Layers;

namespace ConvLens.Networks.Execution.Plans;

/// <summary>What a node computes together with itself, leaving only the last activation: a sum and a rectifier, each the only reader of the one before.</summary>
/// <param name="Addition">The sum's index; −1 for none.</param>
/// <param name="Addend">The index of the sum's other side.</param>
/// <param name="Rectifier">The rectifier's index; −1 for none.</param>
/// <param name="Rectification">What the rectifier does.</param>
internal readonly record struct Fusion(int Addition, int Addend, int Rectifier, Rectification Rectification)
{
    /// <summary>Nothing.</summary>
    public static Fusion None => new(-1, -1, -1, default);

    /// <summary>The last node that is taken in; −1 for none.</summary>
    public int Last => Rectifier >= 0 ? Rectifier : Addition;

    public bool IsNone => Last < 0;

    /// <summary>What a node may take in, if nobody asked for it or for what lies between.</summary>
    /// <param name="workspace">Network and executors.</param>
    /// <param name="node">The node.</param>
    /// <param name="asked">Which nodes must stay readable.</param>
    /// <param name="needed">Which nodes are computed at all.</param>
    public static Fusion Of(Workspace workspace, Node node, bool[] asked, bool[] needed)
    {
        if (node.Layer is Input || !MayTakeIn(workspace, node.Index, asked, needed, out Node reader)) return None;
        LayerExecutor executor = workspace.Layer(node);
        (int addition, int addend) = (-1, -1);
        if (executor.CanAdd && IsJoin(workspace, reader, out int other, node.Index))
        {
            (addition, addend) = (reader.Index, other);
            if (!MayTakeIn(workspace, addition, asked, needed, out reader)) return new(addition, addend, -1, default);
        }

        return executor.CanRectify && reader.Layer is Activation { Rectification: { } rectification } ? new(addition, addend, reader.Index, rectification) : new(addition, addend, -1, default);
    }

    private static bool MayTakeIn(Workspace workspace, int index, bool[] asked, bool[] needed, out Node reader)
    {
        int only = workspace.OnlyReaders[index];
        reader = workspace.Network.Nodes[Math.Max(only, 0)];
        return !asked[index] && only >= 0 && needed[only];
    }

    /// <summary>Whether a node adds two activations of one shape, the other of which is there when this one is computed.</summary>
    private static bool IsJoin(Workspace workspace, Node node, out int other, int one)
    {
        other = node.Inputs.FirstOrDefault(input => input != one, one);
        return node is { Layer: Layers.Addition, Inputs.Count: 2 } && other < one && workspace.Shapes[other] == workspace.Shapes[one] && workspace.Shapes[node.Index] == workspace.Shapes[one];
    }
}
