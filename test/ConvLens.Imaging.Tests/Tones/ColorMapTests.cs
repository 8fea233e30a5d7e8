using ConvLens.Imaging.Rasters;
using ConvLens.Imaging.Tones;

namespace ConvLens.Imaging.Tests.Tones;

public class ColorMapTests
{
    /// <summary>A step of one 8-bit level moves a colour by at most about this much in OKLab, where it is not near black.</summary>
    private const double Rounding = 0.006;

    [Fact]
    public void Gray_keeps_every_level_of_eight_bits()
    {
        for (int level = 0; level < 256; level++) Assert.Equal(Rgb.Grey((byte)level), ColorMap.Gray.At(level / 255.0));
    }

    [Fact]
    public void Sequential_grows_lighter_all_the_way()
    {
        double[] lightness = [.. Enumerable.Range(0, 101).Select(i => Lab(ColorMap.Sequential.At(i / 100.0)).L)];
        for (int i = 1; i <= 100; i++) Assert.True(lightness[i] > lightness[i - 1], $"at {i} %");
        Assert.True(lightness[100] - lightness[0] > 0.6);
    }

    [Theory]
    [InlineData("sequential")]
    [InlineData("diverging")]
    public void Equal_steps_look_equally_large(string name)
    {
        ColorMap map = ColorMap.All.Single(map => map.Name == name);
        (double L, double A, double B)[] colours = [.. Enumerable.Range(0, 21).Select(i => Lab(map.At(i / 20.0)))];
        double[] steps = [.. Enumerable.Range(1, 20).Select(i => Distance(colours[i], colours[i - 1]))];
        Assert.True(steps.Max() - steps.Min() < (2 * Rounding) + (0.25 * steps.Average()), string.Join(' ', steps.Select(step => step.ToString("F4"))));
    }

    [Fact]
    public void Diverging_has_arms_of_the_same_lightness_and_chroma_and_opposite_hue()
    {
        for (int i = 0; i <= 100; i++)
        {
            (double l, double a, double b) = Lab(ColorMap.Diverging.At(i / 200.0));
            (double l2, double a2, double b2) = Lab(ColorMap.Diverging.At(1 - (i / 200.0)));
            Assert.Equal(l, l2, Rounding);
            Assert.Equal(Math.Sqrt((a * a) + (b * b)), Math.Sqrt((a2 * a2) + (b2 * b2)), 2 * Rounding);
        }

        Assert.True(ColorMap.Diverging.At(0.2) is { } blue && blue.B > blue.R + 60);
        Assert.True(ColorMap.Diverging.At(0.8) is { } red && red.R > red.B + 60);
        Assert.True(ColorMap.Diverging.At(0.5) is { IsGrey: true, R: > 235 });
    }

    [Fact]
    public void Diverging_keeps_its_arms_apart_without_red_and_green_cones()
    {
        // Blue against yellow is what remains of colour to readers without red or green cones.
        for (int i = 0; i <= 40; i++) Assert.True(Lab(ColorMap.Diverging.At(1 - (i / 100.0))).B - Lab(ColorMap.Diverging.At(i / 100.0)).B > 0.03, $"at {i} %");
    }

    [Theory]
    [InlineData("gray")]
    [InlineData("sequential")]
    [InlineData("diverging")]
    public void Fractions_are_clamped_and_numbers_that_are_not_finite_look_like_nothing_else(string name)
    {
        ColorMap map = ColorMap.All.Single(map => map.Name == name);
        Assert.Equal(map.At(0), map.At(-3));
        Assert.Equal(map.At(1), map.At(double.PositiveInfinity));
        Assert.Equal(ColorMap.NaN, map.At(double.NaN));
        foreach (Rgb flag in new[] { ColorMap.NaN, ColorMap.PositiveInfinity, ColorMap.NegativeInfinity })
            for (int i = 0; i <= 500; i++) Assert.True(Distance(Lab(flag), Lab(map.At(i / 500.0))) > 0.1);
    }

    private static double Distance((double L, double A, double B) p, (double L, double A, double B) q) =>
        Math.Sqrt(Math.Pow(p.L - q.L, 2) + Math.Pow(p.A - q.A, 2) + Math.Pow(p.B - q.B, 2));

    /// <summary>sRGB to OKLab by the forward matrices [ottosson2020]; the library only knows the way back.</summary>
    private static (double L, double A, double B) Lab(Rgb colour)
    {
        double r = Linear(colour.R), g = Linear(colour.G), b = Linear(colour.B);
        double l = Math.Cbrt((0.4122214708 * r) + (0.5363325363 * g) + (0.0514459929 * b));
        double m = Math.Cbrt((0.2119034982 * r) + (0.6806995451 * g) + (0.1073969566 * b));
        double s = Math.Cbrt((0.0883024619 * r) + (0.2817188376 * g) + (0.6299787005 * b));
        return ((0.2104542553 * l) + (0.7936177850 * m) - (0.0040720468 * s), (1.9779984951 * l) - (2.4285922050 * m) + (0.4505937099 * s), (0.0259040371 * l) + (0.7827717662 * m) - (0.8086757660 * s));
    }

    private static double Linear(byte level) => level / 255.0 is var code && code <= 0.04045 ? code / 12.92 : Math.Pow((code + 0.055) / 1.055, 2.4);
}
