using ConvLens.Imaging.Tones;

namespace ConvLens.Imaging.Tests.Tones;

public class ToneRangeTests
{
    [Fact]
    public void Of_takes_the_ends_of_the_finite_values() =>
        Assert.Equal(new ToneRange(-2, 5), ToneRange.Of([3, float.NaN, -2, float.PositiveInfinity, 5, float.NegativeInfinity]));

    [Fact]
    public void Symmetric_takes_the_greatest_magnitude_on_both_sides()
    {
        Assert.Equal(new ToneRange(-7, 7), ToneRange.Symmetric([-7, 2, float.NaN]));
        Assert.Equal(new ToneRange(-9, 9), ToneRange.Symmetric([3, 9]));
    }

    [Fact]
    public void Nothing_finite_gives_zero_to_zero()
    {
        Assert.Equal(new ToneRange(0, 0), ToneRange.Of([]));
        Assert.Equal(new ToneRange(0, 0), ToneRange.Symmetric([float.NaN, float.NegativeInfinity]));
    }

    [Fact]
    public void Union_holds_both() => Assert.Equal(new ToneRange(-1, 8), new ToneRange(-1, 2).Union(new(0, 8)));

    [Theory]
    [InlineData(1f, 0f)]
    [InlineData(float.NaN, 0f)]
    [InlineData(0f, float.PositiveInfinity)]
    public void Ends_out_of_order_or_not_finite_are_refused(float low, float high) => Assert.Throws<ArgumentException>(() => new ToneRange(low, high));

    [Theory]
    [InlineData(-3f, 0)]
    [InlineData(-1f, 0)]
    [InlineData(0f, 0.25)]
    [InlineData(1f, 0.5)]
    [InlineData(3f, 1)]
    [InlineData(9f, 1)]
    public void A_fraction_is_linear_and_clamped(float value, double expected) => Assert.Equal(expected, new ToneRange(-1, 3).Fraction(value));

    [Theory]
    [InlineData(1.9f, 0)]
    [InlineData(2f, 0.5)]
    [InlineData(2.1f, 1)]
    public void A_range_of_one_value_puts_it_in_the_middle(float value, double expected) => Assert.Equal(expected, new ToneRange(2, 2).Fraction(value));

    [Fact]
    public void The_widest_range_does_not_overflow() => Assert.Equal(0.5, new ToneRange(float.MinValue, float.MaxValue).Fraction(0));

    [Fact]
    public void The_label_has_true_minus_signs() => Assert.Equal("−0.315 … 12.3", new ToneRange(-0.31479f, 12.349f).ToString());
}
