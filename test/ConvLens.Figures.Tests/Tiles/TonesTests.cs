using ConvLens.Figures.Tiles;
using ConvLens.Imaging.Tones;

namespace ConvLens.Figures.Tests.Tiles;

public class TonesTests
{
    [Fact]
    public void Maps_without_a_negative_number_run_from_zero_to_their_greatest() =>
        Assert.Equal(new ToneMap(ColorMap.Sequential, new(0, 3)), Tones.OfMaps([1, 3, 2]));

    [Fact]
    public void One_negative_number_makes_maps_symmetric_about_zero() =>
        Assert.Equal(new ToneMap(ColorMap.Diverging, new(-3, 3)), Tones.OfMaps([1, 3, -0.5f]));

    [Fact]
    public void Minus_infinity_is_negative_and_NaN_is_not()
    {
        Assert.Equal(ColorMap.Diverging, Tones.OfMaps([1, float.NegativeInfinity]).Colors);
        Assert.Equal(new ToneMap(ColorMap.Sequential, new(0, 1)), Tones.OfMaps([1, float.NaN]));
    }

    [Fact]
    public void Signed_numbers_are_symmetric_even_where_none_is_negative()
    {
        Assert.Equal(new ToneMap(ColorMap.Diverging, new(-2, 2)), Tones.OfSigned([1, 2], false));
        Assert.Equal(new ToneMap(ColorMap.Gray, new(-2, 2)), Tones.OfSigned([1, 2], true));
    }

    [Theory]
    [InlineData(0.2f, 0.7f, 0f, 1f)]
    [InlineData(-2f, 0.5f, -2f, 0.5f)]
    [InlineData(3f, 255f, 3f, 255f)]
    public void Pictures_run_from_0_to_1_unless_a_number_lies_beyond(float one, float other, float low, float high) =>
        Assert.Equal(new ToneMap(ColorMap.Gray, new(low, high)), Tones.OfPictures(new Picture(new[] { one, other }, 1, 2)));
}
