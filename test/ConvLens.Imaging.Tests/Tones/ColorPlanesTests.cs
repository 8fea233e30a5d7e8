using ConvLens.Imaging.Rasters;
using ConvLens.Imaging.Tones;

namespace ConvLens.Imaging.Tests.Tones;

public class ColorPlanesTests
{
    [Fact]
    public void Planes_are_red_green_and_blue_in_this_order_over_one_range()
    {
        Raster raster = ColorPlanes.Render([0, 1, 0.2f, 0.4f, 2, -1], 2, 1, new(0, 1));
        Assert.Equal(new Rgb(0, 51, 255), raster[0, 0]);
        Assert.Equal(new Rgb(255, 102, 0), raster[1, 0]);
    }

    [Fact]
    public void A_pixel_with_a_nan_in_any_plane_is_flagged() => Assert.Equal(ColorMap.NaN, ColorPlanes.Render([0, 0, float.NaN], 1, 1, new(0, 1))[0, 0]);

    [Fact]
    public void The_number_of_values_must_fit() => Assert.Throws<ArgumentException>(() => ColorPlanes.Render(new float[4], 2, 2, new(0, 1)));
}
