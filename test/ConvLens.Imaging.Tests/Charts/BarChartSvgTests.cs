using System.Xml.Linq;
using ConvLens.Imaging.Charts;
using ConvLens.Imaging.Tests.Svg;

namespace ConvLens.Imaging.Tests.Charts;

public class BarChartSvgTests
{
    [Fact]
    public void Bars_are_measured_against_one_whatever_the_greatest_is()
    {
        SvgPage page = new(BarChartSvg.Render(new("Predictions", [new("a", 0.5), new("b", 0.125)])));
        Assert.Equal([140, 35], page.Elements("rect").Select(bar => (double)bar.Attribute("width")!));
        double zero = Middle(page, "0"), one = Middle(page, "1");
        Assert.Equal(280, one - zero, 0.011);
        Assert.Equal(zero, (double)page.Elements("rect").First().Attribute("x")!, 0.011);
    }

    [Fact]
    public void Values_that_are_no_probabilities_are_clamped_but_written_as_they_are()
    {
        SvgPage page = new(BarChartSvg.Render(new("t", [new("a", 1.5), new("b", -1), new("c", double.NaN), new("d", double.PositiveInfinity)])));
        Assert.Equal([280], page.Elements("rect").Select(bar => (double)bar.Attribute("width")!));
        foreach (string value in new[] { "1.5", "−1", "NaN", "∞" }) Assert.Contains(value, page.Texts.Select(text => text.Text));
        page.AssertLegible();
    }

    [Fact]
    public void Long_labels_and_titles_wrap_and_nothing_overlaps()
    {
        BarChart chart = new(
            string.Join(' ', Enumerable.Repeat("Predictions", 20)),
            [new("a class with a name that is far too long for one line of a chart & then some", 0.9, IsStrong: true), new(new string('W', 90), 1e-7), new("", 0)])
        { AxisLabel = new string('p', 90) };
        new SvgPage(BarChartSvg.Render(chart)).AssertLegible();
    }

    [Fact]
    public void No_bars_are_a_chart_with_a_scale()
    {
        SvgPage page = new(BarChartSvg.Render(new("t", [])));
        page.AssertLegible();
        Assert.Contains("probability (0 to 1)", page.Texts.Select(text => text.Text));
    }

    [Fact]
    public void A_strong_bar_is_set_apart_by_weight_too()
    {
        XElement[] texts = [.. new SvgPage(BarChartSvg.Render(new("t", [new("true", 0.3, IsStrong: true), new("other", 0.7)]))).Elements("text")];
        Assert.NotNull(texts.Single(text => text.Value == "true").Attribute("font-weight"));
        Assert.Null(texts.Single(text => text.Value == "other").Attribute("font-weight"));
    }

    private static double Middle(SvgPage page, string text) => page.Texts.Single(t => t.Text == text) is var box ? (box.Left + box.Right) / 2 : 0;
}
