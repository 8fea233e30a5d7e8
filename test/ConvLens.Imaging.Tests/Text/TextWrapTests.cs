using ConvLens.Imaging.Text;

namespace ConvLens.Imaging.Tests.Text;

public class TextWrapTests
{
    [Theory]
    [InlineData("one two three", 7, "one two|three")]
    [InlineData("one two three", 100, "one two three")]
    [InlineData("one\ntwo\r\nthree", 100, "one|two|three")]
    [InlineData("a incomprehensible b", 6, "a|incomprehensible|b")]
    [InlineData("see features.denseblock4.conv2:3", 12, "see|features.|denseblock4.|conv2:3")]
    [InlineData("", 10, "")]
    [InlineData("a  b", 10, "a  b")]
    public void Text_breaks_at_spaces_and_inside_the_names_of_nodes(string text, int width, string expected) =>
        Assert.Equal(expected.Split('|'), TextWrap.Lines(text, width, line => line.Length));

    [Fact]
    public void A_word_without_end_is_broken_at_the_limit_and_loses_nothing()
    {
        string word = new('x', 100_000);
        IReadOnlyList<string> lines = TextWrap.Lines(word, 20, line => line.Length);
        Assert.All(lines, line => Assert.InRange(line.Length, 1, TextWrap.PieceLimit));
        Assert.Equal(word, string.Concat(lines));
    }
}
