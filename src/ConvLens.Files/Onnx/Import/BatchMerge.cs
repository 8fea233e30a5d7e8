using ConvLens.Networks.Graph;
using ConvLens.Networks.Layers;
using ConvLens.Networks.Layers.Shaping;

namespace ConvLens.Files.Onnx.Import;

/// <summary>Makes one plan for every batch out of two plans for two batches, by finding which extents follow the batch.</summary>
internal static class BatchMerge
{
    /// <summary>The common plan, or null where the graph depends on its batch in a way that layers cannot say.</summary>
    public static Plan? Merge(Plan one, Plan other)
    {
        if (one.Nodes.Count != other.Nodes.Count) return null;
        Plan merged = new();
        merged.Outputs.AddRange(one.Outputs);
        foreach ((PlannedNode a, PlannedNode b) in one.Nodes.Zip(other.Nodes))
        {
            if (a.Name != b.Name || !a.Inputs.SequenceEqual(b.Inputs, StringComparer.Ordinal) || !Same(a, b) || Merge(one, other, a, b) is not { } layer) return null;
            merged.Add(a.Name, layer, a.Inputs, a.Weights);
        }

        return merged;
    }

    /// <summary>Whether a network has a plan's shapes at the plan's batch.</summary>
    public static bool Fits(Network network, Plan plan, int batch)
    {
        try
        {
            return network.ShapesFor(batch).SequenceEqual(plan.Nodes.Select(node => node.Shape));
        }
        catch (NetworkException)
        {
            return false;
        }
    }

    private static bool Same(PlannedNode a, PlannedNode b) =>
        a.Weights.Count == b.Weights.Count && a.Weights.Zip(b.Weights).All(pair => pair.First.Name == pair.Second.Name && pair.First.Values.Same(pair.Second.Values));

    private static Layer? Merge(Plan one, Plan other, PlannedNode a, PlannedNode b) => (a.Layer, b.Layer) switch
    {
        (Input input, Input) => input,
        var (x, y) when x.Equals(y) => x,
        (Reshape, Reshape) => Merge(one.Node(a.Inputs[0]), other.Node(b.Inputs[0]), a, b),
        _ => null,
    };

    // An extent that differs is copied where the input's differs alike, and else is what is left, of which there may be one.
    private static Reshape? Merge(PlannedNode inputA, PlannedNode inputB, PlannedNode a, PlannedNode b)
    {
        if (a.Shape.Rank != b.Shape.Rank) return null;
        long[] extents = new long[a.Shape.Rank];
        for (int axis = 0; axis < extents.Length; axis++)
        {
            bool copied = axis < inputA.Shape.Rank && inputA.Shape[axis] == a.Shape[axis] && inputB.Shape[axis] == b.Shape[axis];
            extents[axis] = a.Shape[axis] == b.Shape[axis] ? a.Shape[axis] : copied ? 0 : -1;
        }

        return extents.Count(extent => extent == -1) <= 1 ? new([.. extents]) : null;
    }
}
