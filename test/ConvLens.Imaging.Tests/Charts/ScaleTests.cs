using ConvLens.Imaging.Charts;

namespace ConvLens.Imaging.Tests.Charts;

public class ScaleTests
{
    [Theory]
    [InlineData(0, 9.3, "0 2 4 6 8 10")]
    [InlineData(-0.13, 0.42, "−0.2 0 0.2 0.4 0.6")]
    [InlineData(1000.2, 1001.1, "1000.2 1000.4 1000.6 1000.8 1001.0 1001.2")]
    [InlineData(0, 2e-7, "0 5e−8 1e−7 1.5e−7 2e−7")]
    [InlineData(0, 4e9, "0 1e9 2e9 3e9 4e9")]
    public void Marks_are_round_and_hold_the_values(double low, double high, string expected) =>
        Assert.Equal(expected, Labels(Scale.Of([low, high], false, 5)));

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(-1e-12)]
    [InlineData(1e299)]
    [InlineData(1e-310)]
    public void One_value_lies_inside_a_range_of_its_own(double value)
    {
        Scale scale = Scale.Of([value, value], false, 5);
        Assert.InRange(scale.Place(value), 0.2, 0.8);
        Assert.InRange(scale.Ticks.Count, 2, 12);
    }

    [Fact]
    public void Extreme_and_nearly_equal_values_end_in_few_marks()
    {
        foreach (double[] values in new double[][] { [double.MinValue, double.MaxValue], [-1e300, 1e300], [1, 1 + 1e-15], [1e15, 1e15 + 1], [double.NaN], [], [-5e-324, 5e-324] })
        {
            Scale scale = Scale.Of(values, false, 5);
            Assert.InRange(scale.Ticks.Count, 2, 12);
            Assert.True(double.IsFinite(scale.Place(scale.Low)) && scale.Low < scale.High);
        }
    }

    [Fact]
    public void Counts_have_no_marks_between_whole_numbers() => Assert.Equal("0 1 2", Labels(Scale.Of([0, 1, 2], false, 6, isWhole: true)));

    [Theory]
    [InlineData(0.08, 2.5, "0.05 0.1 0.2 0.5 1 2 5")]
    [InlineData(0.001, 1000, "0.001 0.01 0.1 1 10 100 1000")]
    [InlineData(3, 3, "2 5")]
    [InlineData(1, 1, "1 2")]
    [InlineData(1e-12, 1, "1e−12 1e−10 1e−8 1e−6 1e−4 0.01 1")]
    public void Logarithmic_marks_are_few_and_end_close_to_the_values(double low, double high, string expected) =>
        Assert.Equal(expected, Labels(Scale.Of([low, high], true, 5)));

    [Fact]
    public void Logarithmic_places_are_linear_in_the_exponent()
    {
        Scale scale = Scale.Of([0.01, 100, 0, -3, double.NaN], true, 5);
        Assert.Equal([0, 0.25, 0.5, 0.75, 1], new[] { 0.01, 0.1, 1, 10, 100 }.Select(value => Math.Round(scale.Place(value), 12)));
    }

    [Fact]
    public void Logarithmic_extremes_have_places()
    {
        Scale scale = Scale.Of([1e-300, 1e300], true, 5);
        Assert.InRange(scale.Ticks.Count, 2, 12);
        Assert.Equal(0.5, scale.Place(1), 0.01);
    }

    private static string Labels(Scale scale) => string.Join(' ', scale.Ticks.Select(tick => tick.Label));
}
