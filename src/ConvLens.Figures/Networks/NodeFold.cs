using ConvLens.Insight.Diagnostics;

namespace ConvLens.Figures.Networks;

/// <summary>Neighbouring nodes whose names begin alike, or one node.</summary>
/// <param name="Name">The common beginning, or the node's name.</param>
/// <param name="Nodes">Its nodes, which follow each other in topological order: so folding a graph makes no cycle.</param>
internal sealed record NodeFold(string Name, IReadOnlyList<NodeSummary> Nodes)
{
    // More boxes than this are no overview.
    private const int MaxBoxes = 44;

    /// <summary>Whether it stands for several nodes.</summary>
    public bool IsGroup => Nodes.Count > 1;

    /// <summary>Folds nodes as deep in their names as leaves an overview, and at least as deep as to leave more than one box.</summary>
    public static IReadOnlyList<NodeFold> Of(IReadOnlyList<NodeSummary> nodes)
    {
        int depths = nodes.Max(node => Parts(node.Name).Length);
        IReadOnlyList<NodeFold> folds = AtDepth(nodes, 1);
        for (int depth = 2; depth <= depths && AtDepth(nodes, depth) is var finer && (finer.Count <= MaxBoxes || folds.Count == 1); depth++) folds = finer;
        return folds.Count > 1 ? folds : [.. nodes.Select(node => new NodeFold(node.Name, [node]))];
    }

    private static List<NodeFold> AtDepth(IReadOnlyList<NodeSummary> nodes, int depth)
    {
        List<(string Name, List<NodeSummary> Nodes)> runs = [];
        foreach (NodeSummary node in nodes)
        {
            string name = Beginning(node.Name, depth);
            if (runs.Count == 0 || runs[^1].Name != name) runs.Add((name, []));
            runs[^1].Nodes.Add(node);
        }

        return [.. runs.Select(run => new NodeFold(run.Nodes.Count == 1 ? run.Nodes[0].Name : run.Name, run.Nodes))];
    }

    private static string[] Parts(string name) => name.Split('.', '/');

    private static string Beginning(string name, int depth)
    {
        int end = -1;
        for (int i = 0; i < depth; i++)
        {
            end = name.AsSpan(end + 1).IndexOfAny('.', '/') is var next and >= 0 ? end + 1 + next : -1;
            if (end < 0) return name;
        }

        return name[..end];
    }
}
