using ConvLens.Imaging.Rasters;
using ConvLens.Imaging.Tones;

namespace ConvLens.Imaging.Tests.Tones;

public class ToneMapTests
{
    [Fact]
    public void Values_beyond_the_range_take_the_end_and_never_wrap()
    {
        ToneMap tone = new(ColorMap.Gray, new(0, 1));
        Assert.Equal(Rgb.White, tone.Map(1.004f));
        Assert.Equal(Rgb.White, tone.Map(float.MaxValue));
        Assert.Equal(Rgb.Black, tone.Map(-0.004f));
        Assert.Equal(Rgb.Grey(51), tone.Map(0.2f));
    }

    [Fact]
    public void Numbers_that_are_not_finite_have_their_own_colours_in_constant_ranges_too()
    {
        foreach (ToneRange range in new ToneRange[] { new(0, 1), new(0, 0) })
        {
            ToneMap tone = new(ColorMap.Diverging, range);
            Assert.Equal(ColorMap.NaN, tone.Map(float.NaN));
            Assert.Equal(ColorMap.PositiveInfinity, tone.Map(float.PositiveInfinity));
            Assert.Equal(ColorMap.NegativeInfinity, tone.Map(float.NegativeInfinity));
        }
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(-4f)]
    [InlineData(1e-44f)]
    public void A_constant_map_is_drawn_in_the_middle_colour(float value)
    {
        float[] map = [value, value, value, value];
        Raster raster = ToneMap.Sequential(map).Render(map, 2, 2);
        for (int i = 0; i < 4; i++) Assert.Equal(ColorMap.Sequential.At(0.5), raster[i % 2, i / 2]);
    }

    [Fact]
    public void A_dead_signed_map_is_near_white()
    {
        float[] map = new float[6];
        Assert.Equal(ColorMap.Diverging.At(0.5), ToneMap.Diverging(map).Render(map, 3, 2)[2, 1]);
    }

    [Fact]
    public void Rendering_goes_row_by_row()
    {
        Raster raster = new ToneMap(ColorMap.Gray, new(0, 5)).Render([0, 1, 2, 3, 4, 5], 3, 2);
        Assert.Equal((3, 2), (raster.Width, raster.Height));
        Assert.Equal((Rgb.Grey(51), Rgb.Grey(153), Rgb.White), (raster[1, 0], raster[0, 1], raster[2, 1]));
    }

    [Fact]
    public void A_signed_map_shows_zero_as_the_middle_whatever_its_ends()
    {
        float[] map = [-1, 0, 10];
        Raster raster = ToneMap.Diverging(map).Render(map, 3, 1);
        Assert.Equal(ColorMap.Diverging.At(0.5), raster[1, 0]);
        Assert.Equal(ColorMap.Diverging.At(0.45), raster[0, 0]);
    }

    [Fact]
    public void The_number_of_values_must_fit() => Assert.Contains("6 values, found 5", Assert.Throws<ArgumentException>(() => ToneMap.Gray([]).Render(new float[5], 3, 2)).Message);

    [Fact]
    public void A_size_whose_product_overflows_is_refused() => Assert.Throws<ArgumentException>(() => ToneMap.Gray([]).Render([], 65536, 65536));
}
