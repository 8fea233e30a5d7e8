using System.Globalization;
using System.Xml.Linq;
using ConvLens.Imaging.Graphs;

namespace ConvLens.Imaging.Tests.Graphs;

public sealed class GraphSvgTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void Inputs_stand_at_the_top_and_every_box_below_what_it_reads()
    {
        Graph graph = Of(6, (0, 2), (1, 2), (2, 3), (0, 4), (3, 4), (4, 5));
        double[] y = [.. Boxes(graph).Select(box => box.Y)];
        Assert.All(graph.Edges, edge => Assert.True(y[edge.From] < y[edge.To]));
        Assert.Equal(y[0], y[1]);
        Assert.Equal(y.Min(), y[0]);
    }

    [Fact]
    public void Boxes_of_a_layer_do_not_touch_and_lie_inside_the_drawing()
    {
        Graph graph = Of(8, (0, 1), (0, 2), (0, 3), (0, 4), (0, 5), (1, 6), (5, 6), (6, 7), (0, 7));
        (double X, double Y, double Width)[] boxes = Boxes(graph);
        foreach (var layer in boxes.GroupBy(box => box.Y))
        {
            var row = layer.OrderBy(box => box.X).ToArray();
            for (int i = 1; i < row.Length; i++) Assert.True(row[i - 1].X + row[i - 1].Width + 10 < row[i].X);
        }

        double width = double.Parse(Root(graph).Attribute("width")!.Value, CultureInfo.InvariantCulture);
        Assert.All(boxes, box => Assert.True(box.X >= 0 && box.X + box.Width <= width));
    }

    [Fact]
    public void A_long_edge_goes_around_the_boxes_between()
    {
        // A chain of four and an edge past its middle: at the middle boxes' heights the edge runs straight down, beside them.
        Graph graph = Of(4, (0, 1), (1, 2), (2, 3), (0, 3));
        (double X, double Y, double Width)[] boxes = Boxes(graph);
        string path = Root(graph).Elements(Svg + "path").Select(element => element.Attribute("d")!.Value).Single(d => d.Contains('V', StringComparison.Ordinal));
        double[] bends = [.. path.Split('V')[..^1].Select(part => double.Parse(part.Split(' ')[^2], CultureInfo.InvariantCulture))];
        Assert.Equal(2, bends.Length);
        Assert.All(bends, x => Assert.True(x < boxes[1].X || x > boxes[1].X + boxes[1].Width));
    }

    [Fact]
    public void A_chain_is_straight()
    {
        double[] middles = [.. Boxes(Of(5, (0, 1), (1, 2), (2, 3), (3, 4))).Select(box => box.X + (box.Width / 2))];
        Assert.All(middles, middle => Assert.Equal(middles[0], middle, 0.02));
    }

    [Fact]
    public void Crossings_that_need_not_be_are_taken_out()
    {
        // Two parallel paths, given crossed: 0 to 3, 1 to 2.
        (double X, double Y, double Width)[] boxes = Boxes(Of(6, (0, 3), (1, 2), (3, 4), (2, 5)));
        Assert.Equal(boxes[0].X < boxes[1].X, boxes[3].X < boxes[2].X);
        Assert.Equal(boxes[3].X < boxes[2].X, boxes[4].X < boxes[5].X);
    }

    [Fact]
    public void Names_are_escaped_and_the_same_graph_gives_the_same_bytes()
    {
        Graph graph = new("a <b>", [new("x & <y>", "\"z\""), new("join", "", GraphBoxLook.Join), new("many", "", GraphBoxLook.Stack), new("learns", "", GraphBoxLook.Strong), new("out", "", GraphBoxLook.Outside)], [(0, 1)]);
        Assert.Contains("x & <y>", Root(graph).Elements(Svg + "text").Select(text => text.Value));
        Assert.Equal(GraphSvg.Render(graph), GraphSvg.Render(graph));
    }

    [Theory]
    [InlineData(1, 0), InlineData(1, 1), InlineData(0, 2), InlineData(-1, 1)]
    public void An_edge_that_goes_nowhere_or_back_is_refused(int from, int to) => Assert.Throws<ArgumentException>(() => GraphSvg.Render(Of(2, (from, to))));

    [Fact]
    public void Nothing_is_drawn_of_an_empty_graph() => Assert.Equal("svg", Root(Of(0)).Name.LocalName);

    private static Graph Of(int boxes, params (int, int)[] edges) => new("graph", [.. Enumerable.Range(0, boxes).Select(i => new GraphBox($"box {i}", new('m', 3 + (i % 3))))], edges);

    private static XElement Root(Graph graph) => XElement.Parse(GraphSvg.Render(graph));

    private static (double X, double Y, double Width)[] Boxes(Graph graph)
    {
        static double Read(XElement element, string name) => double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);
        return [.. Root(graph).Elements(Svg + "rect").Select(rect => (Read(rect, "x"), Read(rect, "y"), Read(rect, "width")))];
    }
}
