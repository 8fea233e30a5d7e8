namespace ConvLens.Figures.Tests;

public class FileStemTests
{
    [Theory]
    [InlineData("maps-conv1", "maps-conv1")]
    [InlineData("log_softmax", "log-softmax")]
    [InlineData("Features.10 (ReLU)", "features-10-relu")]
    [InlineData("../../etc/passwd", "etc-passwd")]
    [InlineData("—é?", "figure")]
    [InlineData("", "figure")]
    public void A_stem_has_only_small_letters_digits_and_single_hyphens(string text, string stem) => Assert.Equal(stem, FileStem.Of(text));

    [Fact]
    public void A_figure_brings_its_name_into_that_form_also_when_it_is_changed()
    {
        ChartFigure figure = new("fc_1:0", "caption", "<svg/>");
        Assert.Equal("fc-1-0", figure.Name);
        Assert.Equal("a-b", (figure with { Name = "A b" }).Name);
    }
}
