using System.Text;
using ConvLens.Imaging.Svg;

namespace ConvLens.Imaging.Graphs;

/// <summary>Draws a graph as an <c>&lt;svg&gt;</c> element in the page's text colour, in light and in dark: inputs at the top, edges around boxes. The same graph gives the same bytes.</summary>
/// <remarks>Strong boxes take the page's <c>--chart-1</c>, joins its <c>--chart-2</c>, where it sets them.</remarks>
public static class GraphSvg
{
    private const int Margin = 10, TitleSize = 12, DetailSize = 11, Padding = 12, BoxHeight = 40, LayerGap = 26, BendWidth = 2;

    /// <summary>The drawing as XML, to stand inside a page or, as a file, on its own.</summary>
    /// <exception cref="ArgumentException">An edge does not go from an earlier to a later box.</exception>
    public static string Render(Graph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        if (graph.Edges.Any(edge => edge.From < 0 || edge.From >= edge.To || edge.To >= graph.Boxes.Count)) throw new ArgumentException("edges must go from an earlier to a later box", nameof(graph));
        if (graph.Boxes.Count == 0) return new SvgBuilder(2 * Margin, 2 * Margin, graph.Title).Close();
        Layering layering = new(graph);
        CrossingReduction.Run(layering);
        double[] widths = [.. Enumerable.Range(0, layering.Above.Count).Select(vertex => vertex < layering.Boxes ? WidthOf(graph.Boxes[vertex]) : BendWidth)];
        double[] x = [.. Placement.Run(layering, widths).Select(middle => middle + Margin)], y = new double[x.Length];
        for (int layer = 0; layer < layering.Layers.Count; layer++)
            foreach (int vertex in layering.Layers[layer]) y[vertex] = Margin + (layer * (BoxHeight + LayerGap));

        double width = Enumerable.Range(0, x.Length).Max(vertex => x[vertex] + (widths[vertex] / 2)) + Margin;
        SvgBuilder svg = new(width, (2 * Margin) + (layering.Layers.Count * (BoxHeight + LayerGap)) - LayerGap, graph.Title);
        foreach (List<int> route in layering.Routes) Draw(svg, route, x, y);
        for (int box = 0; box < layering.Boxes; box++) Draw(svg, graph.Boxes[box], x[box], y[box], widths[box]);
        return svg.Close();
    }

    private static double WidthOf(GraphBox box) =>
        Math.Max(SansMetrics.Measure(box.Title, TitleSize, isStrong: true), SansMetrics.Measure(box.Detail, DetailSize)) + (2 * Padding);

    /// <summary>From the bottom of a box to the top of another; straight down past the layers between, curved from layer to layer.</summary>
    private static void Draw(SvgBuilder svg, List<int> route, double[] x, double[] y)
    {
        static string At(double x, double y) => $"{SvgBuilder.Number(x)} {SvgBuilder.Number(y)}";
        const int Arrow = 5;
        StringBuilder path = new($"M{At(x[route[0]], y[route[0]] + BoxHeight)}");
        for (int i = 1; i < route.Count; i++)
        {
            (double x0, double x1, double y0, double y1) = (x[route[i - 1]], x[route[i]], y[route[i - 1]] + BoxHeight, y[route[i]] - (i == route.Count - 1 ? Arrow : 0));
            path.Append($"C{At(x0, (y0 + y1) / 2)} {At(x1, (y0 + y1) / 2)} {At(x1, y1)}");
            if (i < route.Count - 1) path.Append($"V{SvgBuilder.Number(y1 + BoxHeight)}");
        }

        svg.Path(path.ToString(), "fill=\"none\" stroke=\"currentColor\" stroke-opacity=\"0.55\" stroke-width=\"1.2\"");
        svg.Path($"M{At(x[route[^1]], y[route[^1]])}l-3.5 -7h7z", "fill-opacity=\"0.7\"");
    }

    private static void Draw(SvgBuilder svg, GraphBox box, double x, double y, double width)
    {
        double left = x - (width / 2);
        const string First = "var(--chart-1,#0072b2)", Second = "var(--chart-2,#d55e00)";
        // No edge passes below a box; the faint filling only marks it off.
        string Frame(string colour, double opacity, double filling, int radius, string more = "") =>
            $"rx=\"{radius}\" fill=\"{colour}\" fill-opacity=\"{SvgBuilder.Number(filling)}\" stroke=\"{colour}\" stroke-opacity=\"{SvgBuilder.Number(opacity)}\"{more}";
        if (box.Look == GraphBoxLook.Stack) svg.Rectangle(left + 4, y - 4, width, BoxHeight, Frame("currentColor", 0.5, 0, 5));
        svg.Rectangle(left, y, width, BoxHeight, box.Look switch
        {
            GraphBoxLook.Strong => Frame(First, 0.8, 0.08, 5),
            GraphBoxLook.Join => Frame(Second, 0.8, 0.08, BoxHeight / 2),
            GraphBoxLook.Stack => Frame("currentColor", 0.8, 0.1, 5),
            GraphBoxLook.Outside => Frame("currentColor", 0.5, 0, 5, " stroke-dasharray=\"4 3\""),
            _ => Frame("currentColor", 0.45, 0.03, 5),
        });
        if (box.Look == GraphBoxLook.Strong) svg.Rectangle(left, y + 5, 3, BoxHeight - 10, $"fill=\"{First}\"");
        bool single = box.Detail.Length == 0;
        svg.Text(x, y + (single ? 24 : 17), box.Title, TitleSize, "middle", isStrong: true);
        if (!single) svg.Text(x, y + 32, box.Detail, DetailSize, "middle", isMuted: true);
    }
}
