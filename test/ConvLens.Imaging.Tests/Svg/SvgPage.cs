using System.Xml.Linq;
using ConvLens.Imaging.Svg;

namespace ConvLens.Imaging.Tests.Svg;

/// <summary>An SVG read back: valid XML, with the rectangles its texts take up.</summary>
internal sealed class SvgPage
{
    private static readonly XNamespace Space = "http://www.w3.org/2000/svg";

    public SvgPage(string xml)
    {
        Root = XDocument.Parse(xml).Root!;
        Assert.Equal(Space + "svg", Root.Name);
        Assert.Equal("img", (string?)Root.Attribute("role"));
        double[] box = [.. ((string)Root.Attribute("viewBox")!).Split(' ').Select(double.Parse)];
        (Width, Height) = (box[2], box[3]);
        Texts = [.. Elements("text").Select(Box)];
    }

    public XElement Root { get; }

    public double Width { get; }

    public double Height { get; }

    public string Title => (string)Root.Element(Space + "title")!;

    public IReadOnlyList<(string Text, double Left, double Top, double Right, double Bottom)> Texts { get; }

    public IEnumerable<XElement> Elements(string name) => Root.Descendants(Space + name);

    /// <summary>No text leaves the picture or touches another.</summary>
    public void AssertLegible()
    {
        for (int i = 0; i < Texts.Count; i++)
        {
            (string text, double left, double top, double right, double bottom) = Texts[i];
            Assert.True(left >= -0.01 && top >= -0.01 && right <= Width + 0.01 && bottom <= Height + 0.01, $"'{text}' is cut off");
            foreach ((string other, double otherLeft, double otherTop, double otherRight, double otherBottom) in Texts.Take(i))
                Assert.False(left < otherRight && otherLeft < right && top < otherBottom && otherTop < bottom, $"'{text}' lies on '{other}'");
        }
    }

    private static (string Text, double Left, double Top, double Right, double Bottom) Box(XElement text)
    {
        int size = (int)text.Attribute("font-size")!;
        double x = (double)text.Attribute("x")!, y = (double)text.Attribute("y")!, width = SansMetrics.Measure(text.Value, size, text.Attribute("font-weight") is not null);
        double left = x - (width * ((string?)text.Attribute("text-anchor") switch { "middle" => 0.5, "end" => 1, _ => 0 }));
        return (text.Value, left, y - (size * 0.8), left + width, y + (size * 0.22));
    }
}
