using ConvLens.Imaging.Rasters;

namespace ConvLens.Imaging.Tests.Rasters;

public class RasterTests
{
    private static readonly Rgb Red = new(200, 10, 20), Blue = new(0, 0, 255);

    [Theory]
    [InlineData(0, 5)]
    [InlineData(5, -1)]
    [InlineData(int.MaxValue, int.MaxValue)]
    [InlineData(65536, 65536)]
    [InlineData(16385, 16384)]
    public void A_bad_size_is_refused_before_memory_is_taken(int width, int height)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains($"{width}×{height}", Assert.Throws<ArgumentException>(() => new Raster(width, height)).Message);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1 << 20);
    }

    [Fact]
    public void A_pixel_lies_at_three_bytes_from_its_left_neighbour()
    {
        Raster raster = new(3, 2) { [2, 1] = Red };
        Assert.Equal([0, 0, 0, 0, 0, 0, 200, 10, 20], raster.Row(1).ToArray());
        Assert.All(raster.Row(0).ToArray(), value => Assert.Equal(0, value));
    }

    [Theory]
    [InlineData(3, 0)]
    [InlineData(-1, 0)]
    [InlineData(0, 2)]
    [InlineData(0, -1)]
    public void A_pixel_outside_is_refused(int x, int y) => Assert.Throws<ArgumentOutOfRangeException>(() => new Raster(3, 2)[x, y]);

    [Fact]
    public void A_filled_rectangle_ends_before_its_right_and_bottom()
    {
        Raster raster = new(5, 4, Blue);
        raster.Fill(1, 1, 2, 2, Red);
        for (int y = 0; y < 4; y++)
            for (int x = 0; x < 5; x++)
                Assert.Equal(x is 1 or 2 && y is 1 or 2 ? Red : Blue, raster[x, y]);
    }

    [Theory]
    [InlineData(4, 0)]
    [InlineData(0, 3)]
    [InlineData(-1, 0)]
    [InlineData(int.MaxValue, 0)]
    public void A_raster_that_would_stick_out_is_not_copied(int x, int y)
    {
        Raster page = new(5, 4);
        Assert.Throws<ArgumentException>(() => page.Blit(new Raster(2, 2, Red), x, y));
        Assert.Equal(Rgb.Black, page[4, 0]);
    }

    [Fact]
    public void A_copied_raster_keeps_its_rows()
    {
        Raster stamp = new(2, 2) { [0, 0] = Red, [1, 1] = Blue }, page = new(4, 3, Rgb.White);
        page.Blit(stamp, 2, 1);
        Assert.Equal((Red, Rgb.Black, Rgb.Black, Blue, Rgb.White), (page[2, 1], page[3, 1], page[2, 2], page[3, 2], page[1, 1]));
    }

    [Fact]
    public void Enlarging_repeats_each_pixel_in_both_directions()
    {
        Raster small = new(2, 3) { [0, 0] = Red, [1, 2] = Blue }, large = small.Enlarge(3);
        Assert.Equal((6, 9), (large.Width, large.Height));
        for (int y = 0; y < 9; y++)
            for (int x = 0; x < 6; x++)
                Assert.Equal(small[x / 3, y / 3], large[x, y]);
    }

    [Fact]
    public void Enlarging_past_the_limit_is_refused() => Assert.Throws<ArgumentException>(() => new Raster(2, 2).Enlarge(int.MaxValue));

    [Theory]
    [InlineData(0f, 100)]
    [InlineData(-1f, 100)]
    [InlineData(float.NaN, 100)]
    [InlineData(0.5f, 150)]
    [InlineData(1f, 200)]
    [InlineData(7f, 200)]
    public void Blending_goes_from_the_pixel_to_the_colour(float coverage, byte expected)
    {
        Raster raster = new(1, 1, Rgb.Grey(100));
        raster.Blend(0, 0, Rgb.Grey(200), coverage);
        Assert.Equal(Rgb.Grey(expected), raster[0, 0]);
    }

    [Fact]
    public void Blending_towards_black_and_outside_does_not_wrap()
    {
        Raster raster = new(1, 1, Rgb.Grey(3));
        raster.Blend(0, 0, Rgb.Black, 0.9f);
        raster.Blend(1, 0, Rgb.White, 1);
        raster.Blend(0, -1, Rgb.White, 1);
        Assert.Equal(Rgb.Grey(0), raster[0, 0]);
    }
}
