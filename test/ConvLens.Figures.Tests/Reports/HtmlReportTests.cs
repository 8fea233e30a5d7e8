using System.Xml.Linq;
using ConvLens.Figures.Maps;
using ConvLens.Figures.Reports;
using ConvLens.Figures.Training;

namespace ConvLens.Figures.Tests.Reports;

public class HtmlReportTests
{
    private const string Evil = "<script>alert('1')</script> & \"quotes\" \0\u0007";

    private static readonly Figure Chart = TrainingCurves.Loss([new(1, 0.7, 0.5, 0.6, 0.6)]);

    [Fact]
    public void The_page_is_well_formed_with_language_title_viewport_and_generator()
    {
        XElement html = Parse(Sample());
        Assert.Equal("en", (string?)html.Attribute("lang"));
        Assert.Equal("Digits", html.Element("head")!.Element("title")!.Value);
        Assert.Equal("ConvLens", Meta(html, "generator"));
        Assert.Contains("width=device-width", Meta(html, "viewport"), StringComparison.Ordinal);
        Assert.StartsWith("<!DOCTYPE html>", HtmlReport.Render(Sample()), StringComparison.Ordinal);
    }

    [Fact]
    public void Everything_given_stands_on_the_page_in_order()
    {
        XElement body = Parse(Sample()).Element("body")!;
        Assert.Equal("Digits", body.Descendants("h1").Single().Value);
        Assert.Equal([("Model", "lenet5"), ("Seed", "0")], body.Descendants("dt").Zip(body.Descendants("dd"), (label, value) => (label.Value, value.Value)));
        XElement[] sections = [.. body.Descendants("section")];
        Assert.Equal(["Training", "Maps"], sections.Select(section => section.Element("h2")!.Value));
        Assert.Equal(["h2", "p", "div", "div", "p"], sections[0].Elements().Select(element => element.Name.LocalName));
        Assert.Equal(2, sections[0].Descendants("figure").Count());
        Assert.Equal(Chart.Caption, sections[0].Descendants("figcaption").First().Value);
        Assert.All(body.Descendants("figure"), figure => Assert.Single(figure.Descendants(), element => element.Name.LocalName == "svg"));
        Assert.Equal(["1", "0.6"], sections[0].Descendants("td").Select(cell => cell.Value));
    }

    [Fact]
    public void The_table_of_contents_leads_to_every_section()
    {
        XElement body = Parse(Sample()).Element("body")!;
        IEnumerable<string> ids = body.Descendants("section").Select(section => "#" + (string?)section.Attribute("id"));
        Assert.Equal(ids, body.Descendants("nav").Single().Descendants("a").Select(link => (string?)link.Attribute("href")));
        Assert.Empty(Parse(Sample() with { Sections = [new("One", [])] }).Descendants("nav"));
    }

    [Fact]
    public void Text_can_never_become_markup()
    {
        ChartFigure chart = new("x", Evil, Chart.ToSvg());
        Report report = new(Evil, Evil)
        {
            Facts = [(Evil, Evil)],
            Sections = [new(Evil, [new Paragraph(Evil), new FigureItem(chart), new TableItem([Evil], [[Evil]])]), new(Evil, [])],
        };
        XElement html = Parse(report);
        Assert.Empty(html.Descendants("script"));
        const string shown = "<script>alert('1')</script> & \"quotes\" \uFFFD\uFFFD";
        foreach (string tag in (string[])["title", "h1", "h2", "dt", "dd", "th", "td", "figcaption", "a"]) Assert.Equal(shown, html.Descendants(tag).First().Value);
        Assert.DoesNotContain("<script", HtmlReport.Render(report), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Nothing_is_requested_from_anywhere()
    {
        string html = HtmlReport.Render(Sample());
        Assert.All(html.Split("://")[1..], address => Assert.StartsWith("www.w3.org/2000/svg\"", address, StringComparison.Ordinal));
        Assert.DoesNotContain("url(", html, StringComparison.Ordinal);
        Assert.DoesNotContain("@import", html, StringComparison.Ordinal);
        Assert.All(Parse(Sample()).Descendants().Attributes().Where(attribute => attribute.Name.LocalName is "href" or "src"),
            attribute => Assert.Matches("^(#|data:)", attribute.Value));
    }

    [Fact]
    public void Dark_colours_are_for_screens_only()
    {
        string css = Parse(Sample()).Descendants("style").Single().Value;
        Assert.Equal(2, css.Split("prefers-color-scheme").Length);
        Assert.Contains("@media screen and (prefers-color-scheme:dark)", css, StringComparison.Ordinal);
        Assert.Equal(css.Count(letter => letter == '{'), css.Count(letter => letter == '}'));
    }

    [Fact]
    public void Columns_of_numbers_line_up_on_the_right_and_words_on_the_left()
    {
        TableItem table = new(["n", "signed", "words", "empty", "mixed"], [["1", "−0.5", "a", "", "1"], ["12 %", "+3", "b", "", "x"], ["7"]]);
        XElement html = Parse(new("t", "") { Sections = [new("s", [table])] });
        Assert.Equal([true, true, false, false, false], html.Descendants("th").Select(cell => (string?)cell.Attribute("class") == "number"));
        Assert.Equal([5, 5, 1], html.Descendants("tbody").Single().Elements("tr").Select(row => row.Elements("td").Count()));
    }

    [Fact]
    public void Tall_sheets_may_run_over_several_pages_of_paper_and_others_not()
    {
        FigureItem Maps(int count) => new(FeatureMapFigure.Draw(new("n", "relu", new([1, count, 2, 2])), "maps"));
        XElement html = Parse(new("t", "") { Sections = [new("s", [Maps(128), Maps(129), new FigureItem(Chart)])] });
        Assert.Equal(["card sheet", "card sheet tall", "card chart"], html.Descendants("figure").Select(figure => (string?)figure.Attribute("class")));
    }

    [Fact]
    public void The_same_report_gives_the_same_page() => Assert.Equal(HtmlReport.Render(Sample()), HtmlReport.Render(Sample()));

    private static Report Sample() => new("Digits", "What was learnt.")
    {
        Facts = [("Model", "lenet5"), ("Seed", "0")],
        Sections =
        [
            new("Training", [new Paragraph("Words."), new FigureItem(Chart), new FigureItem(Chart), new TableItem(["Epoch", "Loss"], [["1", "0.6"]]), new Paragraph("More.")]),
            new("Maps", [new FigureItem(FeatureMapFigure.Draw(new("relu1", "relu", Numbers.Between([1, 4, 5, 5], 0, 1)), "maps"))]),
        ],
    };

    private static XElement Parse(Report report) => XDocument.Parse(HtmlReport.Render(report)).Root!;

    private static string Meta(XElement html, string name) => (string)html.Descendants("meta").Single(meta => (string?)meta.Attribute("name") == name).Attribute("content")!;
}
