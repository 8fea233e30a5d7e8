using System.Globalization;
using ConvLens.Imaging.Graphs;
using ConvLens.Insight.Diagnostics;

namespace ConvLens.Figures.Networks;

/// <summary>Turns part of a network into a graph to be drawn.</summary>
internal static class NetworkGraph
{
    /// <summary>The folded nodes, and in dashed boxes what they read from and are read by outside of them.</summary>
    /// <param name="title">What is drawn.</param>
    /// <param name="folds">The boxes.</param>
    /// <param name="all">All nodes of the network.</param>
    /// <param name="prefix">What every name begins with and need not be repeated.</param>
    public static Graph Of(string title, IReadOnlyList<NodeFold> folds, IReadOnlyList<NodeSummary> all, string prefix = "")
    {
        Dictionary<string, string> boxOf = folds.SelectMany(fold => fold.Nodes.Select(node => (node.Name, Fold: fold.Name))).ToDictionary(pair => pair.Name, pair => pair.Fold, StringComparer.Ordinal);
        string[] sources = [.. folds.SelectMany(fold => fold.Nodes).SelectMany(node => node.Inputs).Where(input => !boxOf.ContainsKey(input)).Distinct(StringComparer.Ordinal)];
        NodeSummary[] readers = [.. all.Where(node => !boxOf.ContainsKey(node.Name) && node.Inputs.Any(boxOf.ContainsKey))];
        // Names of boxes may recur, as a group and a node of it may have the same: places do not.
        Dictionary<string, int> placeOf = new(StringComparer.Ordinal);
        List<GraphBox> boxes = [];
        foreach (string source in sources) Place(source, [source], new(source, "", GraphBoxLook.Outside));
        foreach (NodeFold fold in folds) Place(fold.Name, fold.Nodes.Select(node => node.Name), Draw(fold, prefix));
        foreach (NodeSummary reader in readers) Place(reader.Name, [reader.Name], new(reader.Name, "", GraphBoxLook.Outside));
        (int, int)[] edges =
        [
            .. folds.SelectMany(fold => fold.Nodes).Concat(readers).SelectMany(node => node.Inputs.Where(placeOf.ContainsKey).Select(input => (From: placeOf[input], To: placeOf[node.Name])))
                .Where(edge => edge.From != edge.To && !(edge.From < sources.Length && edge.To >= sources.Length + folds.Count)).Distinct(),
        ];
        return new(title, boxes, edges);

        void Place(string name, IEnumerable<string> nodes, GraphBox box)
        {
            foreach (string node in nodes) placeOf[node] = boxes.Count;
            boxes.Add(box);
        }
    }

    private static GraphBox Draw(NodeFold fold, string prefix)
    {
        string title = fold.Name.StartsWith(prefix, StringComparison.Ordinal) ? fold.Name[prefix.Length..].TrimStart('.', '/') : fold.Name;
        if (title.Length == 0) title = fold.Name;
        NodeSummary last = fold.Nodes[^1];
        // The batch is of no interest.
        string shape = string.Join('×', last.OutputShape.Skip(1));
        if (fold.IsGroup) return new(title, $"{fold.Nodes.Count} nodes · {Count(fold.Nodes.Sum(node => node.Parameters))} parameters · {shape}", GraphBoxLook.Stack);
        return new(title, $"{last.Kind.Replace('_', ' ')} · {shape}", last.Parameters > 0 ? GraphBoxLook.Strong : last.Inputs.Count > 1 ? GraphBoxLook.Join : GraphBoxLook.Plain);
    }

    private static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
