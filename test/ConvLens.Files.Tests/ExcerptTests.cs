namespace ConvLens.Files.Tests;

public sealed class ExcerptTests
{
    [Theory]
    [InlineData("plain ünïcode", "'plain ünïcode'")]
    [InlineData("red\u001b[31m\r\nline", "'red?[31m??line'")]
    [InlineData("a\u202eb\u2028c", "'a?b?c'")]
    public void Characters_that_steer_a_terminal_are_hidden(string text, string excerpt) => Assert.Equal(excerpt, Excerpt.Of(text));

    [Fact]
    public void Long_text_is_cut()
    {
        Assert.Equal($"'{new string('x', 48)}…'", Excerpt.Of(new string('x', 1000)));
        Assert.Equal($"'{new string('x', 48)}'", Excerpt.Of(new string('x', 48)));
    }
}
