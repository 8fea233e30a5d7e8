using System.Xml.Linq;
using ConvLens.Imaging.Charts;
using ConvLens.Imaging.Tests.Svg;

namespace ConvLens.Imaging.Tests.Charts;

public class LineChartSvgTests
{
    [Fact]
    public void Points_lie_where_the_axes_say()
    {
        SvgPage page = Draw([LineSeries.Counted("", [0, 10, 5], 0)]);
        double[][] points = [.. Lines(page).Single().Split('M', 'L').Skip(1).Select(point => point.Split(' ').Select(double.Parse).ToArray())];
        Assert.Equal(points[2][0] - points[1][0], points[1][0] - points[0][0], 0.011);
        Assert.Equal(240, points[0][1] - points[1][1], 0.011);
        Assert.Equal(120, points[0][1] - points[2][1], 0.011);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.MaxValue)]
    public void A_value_without_a_place_leaves_a_gap(double hole)
    {
        SvgPage page = Draw([LineSeries.Counted("s", [1, 2, hole, 3, 4, hole])]);
        string line = Lines(page).First();
        Assert.Equal((2, 2), (line.Count(c => c == 'M'), line.Count(c => c == 'L')));
        Assert.DoesNotContain("NaN", line, StringComparison.Ordinal);
        Assert.DoesNotContain("∞", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Zero_and_below_are_gaps_on_a_logarithmic_axis()
    {
        string line = Lines(Draw([LineSeries.Counted("s", [1, 0, 10, -1, 100])], new("loss", IsLogarithmic: true))).First();
        Assert.Equal((3, 0), (line.Count(c => c == 'M'), line.Count(c => c == 'L')));
    }

    [Fact]
    public void A_single_point_is_seen_as_a_marker()
    {
        SvgPage page = Draw([LineSeries.Counted("", [7])]);
        Assert.Single(page.Elements("path"), path => (string?)path.Attribute("class") == "chart-marker");
        page.AssertLegible();
    }

    [Fact]
    public void A_point_between_gaps_is_marked_in_a_long_series_too()
    {
        double[] values = [.. Enumerable.Range(0, 100).Select(i => i is 49 or 51 ? double.NaN : i)];
        string markers = (string)Draw([LineSeries.Counted("", values)]).Elements("path").Single(path => (string?)path.Attribute("class") == "chart-marker").Attribute("d")!;
        Assert.Equal(1, markers.Count(c => c == 'M'));
    }

    [Fact]
    public void Series_differ_in_colour_and_in_more_than_colour()
    {
        SeriesStyle[] styles = [.. Enumerable.Range(0, 30).Select(SeriesStyle.Of)];
        Assert.Equal(30, styles.Select(style => (style.Dashes, style.Marker)).Distinct().Count());
        Assert.Equal(7, styles.Take(7).Select(style => style.Colour).Distinct().Count());
    }

    [Fact]
    public void Names_at_the_ends_of_close_lines_stay_apart()
    {
        LineSeries[] series = [.. Enumerable.Range(0, 24).Select(i => LineSeries.Counted($"series number {i}", [0, 1 + (i * 1e-3)]))];
        SvgPage page = Draw(series, reference: new(1, "chance level"));
        page.AssertLegible();
        for (int i = 0; i < 24; i++) Assert.Contains($"series number {i}", page.Texts.Select(text => text.Text));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Long_words_and_awkward_numbers_are_legible(bool isLogarithmic)
    {
        double[] values = [1.23456789e-7, 5.5e-8, 1.1e-7];
        LineChart chart = new(
            string.Join(' ', Enumerable.Repeat("Training & validation <loss>", 8)) + new string('W', 80),
            new("a quantity with a long name whose text is wider than the narrow plot itself is", "m/s²"),
            new("another quantity with a long name, also wider than the narrow plot", "kg·m", isLogarithmic),
            [new(new string('n', 70), [1e6, 2e6 + 0.5, 3e6], values), LineSeries.Counted("b", [])])
        { Width = 240, PlotHeight = 80, Reference = new(1e-7, "reference") };
        SvgPage page = new(LineChartSvg.Render(chart));
        page.AssertLegible();
        Assert.Equal(chart.Title, page.Title);
        Assert.Contains(chart.X.ToString(), page.Texts.Select(text => text.Text));
    }

    [Fact]
    public void The_reference_line_lies_at_its_value_and_inside_the_plot()
    {
        SvgPage page = Draw([LineSeries.Counted("s", [0, 1])], reference: new(2, "chance"));
        XElement line = page.Elements("line").First(element => (string?)element.Attribute("stroke-dasharray") == "3 4");
        Assert.Equal((string)line.Attribute("y1")!, (string)line.Attribute("y2")!);
        double top = (double)line.Attribute("y1")!;
        Assert.True(page.Elements("line").Where(other => other != line).Select(other => (double)other.Attribute("y1")!).Min() <= top);
        Assert.Contains("chance", page.Texts.Select(text => text.Text));
    }

    [Fact]
    public void An_empty_chart_has_axes() => Draw([]).AssertLegible();

    [Fact]
    public void Text_and_axes_take_the_colour_of_the_page_and_series_that_of_its_properties()
    {
        string xml = LineChartSvg.Render(new("t", new("x"), new("y"), [LineSeries.Counted("s", [1, 2])]));
        Assert.Contains("var(--chart-1,#0072b2)", xml, StringComparison.Ordinal);
        Assert.All(new SvgPage(xml).Elements("line"), line => Assert.Equal("currentColor", (string?)line.Attribute("stroke")));
    }

    [Fact]
    public void Numbers_in_paths_have_at_most_two_decimals() =>
        Assert.DoesNotMatch(@"\d\.\d{3}", string.Concat(Lines(Draw([LineSeries.Counted("s", [.. Enumerable.Range(0, 50).Select(i => Math.Sqrt(i))])]))));

    [Fact]
    public void A_series_needs_as_many_x_as_y() => Assert.Contains("2 and 1", Assert.Throws<ArgumentException>(() => new LineSeries("s", [1, 2], [1])).Message);

    [Theory]
    [InlineData(new double[] { 0, 0, 0 }, new double[] { 0, 10, 20 })]
    [InlineData(new double[] { 95, 98, 99 }, new double[] { 80, 90, 100 })]
    [InlineData(new double[] { 10, 50, 90 }, new double[] { 10, 50, 90 })]
    public void Places_are_spread_by_the_gap_up_to_the_greatest(double[] places, double[] expected) => Assert.Equal(expected, LineChartSvg.Spread(places, 10, 100));

    private static SvgPage Draw(LineSeries[] series, Axis? y = null, ReferenceLine? reference = null) =>
        new(LineChartSvg.Render(new("Loss", new("epoch"), y ?? new("loss", "nats"), series) { Reference = reference }));

    private static IEnumerable<string> Lines(SvgPage page) => page.Elements("path").Where(path => (string?)path.Attribute("class") == "chart-line").Select(path => (string)path.Attribute("d")!);
}
