using System.Xml.Linq;
using ConvLens.Figures.Networks;
using ConvLens.Figures.Reports;
using ConvLens.Insight.Diagnostics;
using ConvLens.Networks.Zoo;

namespace ConvLens.Figures.Tests.Networks;

public sealed class NetworkReportTests
{
    [Fact]
    public void A_small_network_is_drawn_node_by_node()
    {
        NetworkSummary summary = NetworkSummary.Of(LeNet5.Create());
        XElement page = Page(summary);
        Assert.Equal(summary.Nodes.Select(node => node.Name), Titles(page.Descendants("figure").Single()));
        Assert.Empty(page.Descendants("details"));
        Assert.Equal(["dense", "convolution"], page.Descendants("table").First().Descendants("tr").Skip(1).Take(2).Select(row => row.Elements("td").First().Value));
        Assert.Contains("95.8 %", page.Descendants("td").Select(cell => cell.Value));
    }

    [Fact]
    public void A_large_network_is_folded_by_the_beginnings_of_names()
    {
        XElement page = Page(NetworkSummary.Of(ModelZoo.Create("googlenet")));
        string[] titles = Titles(page.Descendants("figure").Single());
        Assert.Equal(["input", "transform_input", "conv1", "maxpool1", "conv2", "conv3", "maxpool2", "inception3a", "inception3b"], titles[..9]);
        XElement module = page.Descendants("details").Single(details => details.Element("summary")!.Value == "inception3a: 20 nodes");
        // What it reads, its twenty nodes without the name they share, and the four that read it.
        string[] inner = Titles(module);
        Assert.Equal(["maxpool2", "branch1.conv"], inner[..2]);
        Assert.Equal(25, inner.Length);
        Assert.Contains("inception3b.branch4.0", inner);
    }

    [Theory]
    [InlineData("resnet50"), InlineData("densenet121"), InlineData("unet"), InlineData("dualnet-mag")]
    public void Every_node_is_drawn_somewhere_and_no_drawing_is_large(string model)
    {
        NetworkSummary summary = NetworkSummary.Of(ModelZoo.Create(model));
        XElement[] drawings = [.. Page(summary).Descendants().Where(element => element.Name.LocalName == "svg")];
        Assert.All(drawings, drawing => Assert.InRange(drawing.Elements().Count(element => element.Name.LocalName == "rect"), 1, 140));
        int single = drawings.Sum(drawing => drawing.Elements().Count(element => element.Name.LocalName == "text" && summary.Nodes.Any(node => element.Value.StartsWith(node.Kind.Replace('_', ' ') + " · ", StringComparison.Ordinal))));
        Assert.Equal(summary.Nodes.Count, single);
    }

    private static XElement Page(NetworkSummary summary)
    {
        string html = HtmlReport.Render(NetworkReport.Of(summary));
        return XElement.Parse(html["<!DOCTYPE html>".Length..]);
    }

    private static string[] Titles(XElement figure) =>
        [.. figure.Descendants().First(element => element.Name.LocalName == "svg").Elements().Where(element => element.Name.LocalName == "text" && (string?)element.Attribute("font-weight") == "600").Select(text => text.Value)];
}
