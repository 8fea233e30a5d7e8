using ConvLens.Imaging.Rasters;

namespace ConvLens.Imaging.Tests.Rasters;

public class RgbTests
{
    [Theory]
    [InlineData("#0072b2", 0, 0x72, 0xb2)]
    [InlineData("#FFA001", 255, 160, 1)]
    [InlineData("#f0a", 255, 0, 170)]
    public void A_colour_is_read_from_hex(string hex, byte r, byte g, byte b) => Assert.Equal(new Rgb(r, g, b), Rgb.Parse(hex));

    [Theory]
    [InlineData("")]
    [InlineData("#12345")]
    [InlineData("0072b2f")]
    [InlineData("#00g2b2")]
    [InlineData("#-1")]
    [InlineData("# 12")]
    public void What_is_no_colour_is_named_in_the_error(string text) => Assert.Contains($"'{text}'", Assert.Throws<FormatException>(() => Rgb.Parse(text)).Message);

    [Fact]
    public void A_colour_is_written_in_lower_case_with_all_digits() => Assert.Equal("#0a00ff", new Rgb(10, 0, 255).ToString());
}
