using System.Xml.Linq;
using ConvLens.Imaging.Svg;

namespace ConvLens.Imaging.Tests.Svg;

public class SvgBuilderTests
{
    [Theory]
    [InlineData(1.005001, "1.01")]
    [InlineData(-0.001, "0")]
    [InlineData(1234567.891, "1234567.89")]
    [InlineData(-2.5, "-2.5")]
    public void Numbers_have_at_most_two_decimals_and_no_sign_on_zero(double value, string expected) => Assert.Equal(expected, SvgBuilder.Number(value));

    [Theory]
    [InlineData("a < b & \"c\" > 'd'", "a < b & \"c\" > 'd'")]
    [InlineData("clef 𝄞", "clef 𝄞")]
    [InlineData("</text><script>", "</text><script>")]
    [InlineData("bell\a nul\0 end \uFFFF", "bell\uFFFD nul\uFFFD end \uFFFD")]
    public void Any_text_becomes_valid_xml(string text, string expected)
    {
        SvgBuilder svg = new(10, 10, text);
        svg.Text(0, 0, text, 12);
        XElement root = XDocument.Parse(svg.Close()).Root!;
        Assert.Equal([expected, expected], root.Elements().Select(element => element.Value));
        Assert.Equal(expected, (string?)root.Attribute("aria-label"));
    }

    [Fact]
    public void Half_a_surrogate_pair_is_replaced() => Assert.Equal("a\uFFFDb", SvgBuilder.Escape("a\uD800b"));
}
