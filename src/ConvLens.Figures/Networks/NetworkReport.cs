using System.Globalization;
using ConvLens.Figures.Reports;
using ConvLens.Imaging.Graphs;
using ConvLens.Insight.Diagnostics;

namespace ConvLens.Figures.Networks;

/// <summary>A network as a page: its graph, with folded parts to open, and where its parameters and multiply-adds are.</summary>
public static class NetworkReport
{
    /// <summary>The drawing of the whole network, large parts folded into one box each.</summary>
    public static ChartFigure Graph(NetworkSummary summary)
    {
        ArgumentNullException.ThrowIfNull(summary);
        IReadOnlyList<NodeFold> folds = NodeFold.Of(summary.Nodes);
        string caption = "The network from its inputs at the top to its outputs. Blue boxes with a bar have parameters, round ones join several inputs"
            + (folds.Any(fold => fold.IsGroup) ? "; a double frame stands for several nodes, which are drawn below." : ".");
        return new("graph", caption, GraphSvg.Render(NetworkGraph.Of($"Graph of {summary.Model}", folds, summary.Nodes)));
    }

    /// <summary>The page.</summary>
    public static Report Of(NetworkSummary summary)
    {
        ChartFigure graph = Graph(summary);
        return new($"{summary.Model}", $"{summary.Nodes.Count} nodes, {Whole(summary.Parameters)} parameters, {Whole(summary.MultiplyAdds)} multiply-adds for one sample.")
        {
            Facts =
            [
                ("Parameters", Whole(summary.Parameters)), ("Trainable", Whole(summary.TrainableParameters)), ("Multiply-adds", Whole(summary.MultiplyAdds)),
                ("Input", string.Join(", ", summary.Nodes.Where(node => node.Inputs.Count == 0).Select(node => $"{node.OutputShape}"))), ("Output", $"{summary.Nodes[^1].OutputShape}"),
            ],
            Sections =
            [
                new("Graph", [new FigureItem(graph), .. Folded(summary.Nodes, summary.Nodes, "")]),
                new("Kinds of layers", [ByKind(summary)]),
                new("Layers", [ByNode(summary)]),
            ],
        };
    }

    private static IEnumerable<FoldedItem> Folded(IReadOnlyList<NodeSummary> nodes, IReadOnlyList<NodeSummary> all, string prefix) =>
        from fold in NodeFold.Of(nodes)
        where fold.IsGroup
        select new FoldedItem(
            $"{(fold.Name.StartsWith(prefix, StringComparison.Ordinal) ? fold.Name[prefix.Length..].TrimStart('.', '/') : fold.Name)}: {fold.Nodes.Count} nodes",
            GraphSvg.Render(NetworkGraph.Of($"Graph of {fold.Name}", NodeFold.Of(fold.Nodes), all, fold.Name)),
            [.. Folded(fold.Nodes, all, fold.Name)]);

    private static TableItem ByKind(NetworkSummary summary) => new(
        ["kind", "nodes", "parameters", "share", "multiply-adds", "share"],
        [.. summary.Kinds.Select(kind => (string[])[kind.Kind, Whole(kind.Nodes), Whole(kind.Parameters), Percent(summary.ParameterShare(kind.Parameters)), Whole(kind.MultiplyAdds), Percent(summary.MultiplyAddShare(kind.MultiplyAdds))])]);

    private static TableItem ByNode(NetworkSummary summary) => new(
        ["node", "kind", "output", "parameters", "share", "trainable", "multiply-adds", "share", "sees"],
        [.. summary.Nodes.Select(node => (string[])
        [
            node.Name, node.Kind, $"{node.OutputShape}", Whole(node.Parameters), Percent(summary.ParameterShare(node.Parameters)), node.Parameters == 0 ? "" : Whole(node.TrainableParameters),
            Whole(node.MultiplyAdds), Percent(summary.MultiplyAddShare(node.MultiplyAdds)), node.ReceptiveField is { } field ? $"{field.Rows}×{field.Columns}" : "all",
        ])]);

    private static string Whole(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Percent(double share) => share == 0 ? "" : (100 * share).ToString("0.0", CultureInfo.InvariantCulture) + " %";
}
