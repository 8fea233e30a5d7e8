using ConvLens.Imaging.Rasters;
using ConvLens.Imaging.Resampling;

namespace ConvLens.Imaging.Tests.Resampling;

public class ResamplerTests
{
    [Theory]
    [InlineData(7, 5, 3, 2)]
    [InlineData(7, 5, 14, 9)]
    [InlineData(40, 1, 3, 1)]
    [InlineData(33, 64, 32, 17)]
    [InlineData(1, 1, 4, 3)]
    [InlineData(9, 9, 9, 4)]
    [InlineData(9, 9, 4, 9)]
    [InlineData(6, 6, 6, 6)]
    public void Both_filters_agree_with_the_sum_over_all_pixels_in_double(int width, int height, int newWidth, int newHeight)
    {
        Raster raster = Noise(width, height);
        foreach (ResizeFilter filter in Enum.GetValues<ResizeFilter>())
        {
            FloatRaster resized = Resampler.Resize(raster, newWidth, newHeight, filter);
            Assert.Equal((newWidth, newHeight, 3), (resized.Width, resized.Height, resized.Channels));
            for (int y = 0; y < newHeight; y++)
                for (int x = 0; x < newWidth; x++)
                    for (int channel = 0; channel < 3; channel++)
                        // Weights and sums are rounded to float, over at most 66 taps of levels up to 255.
                        Assert.Equal(Twin(raster, newWidth, newHeight, filter, x, y, channel), resized[x, y, channel], 2e-4);
        }
    }

    // Pillow 9.4: Image.fromarray(numpy.float32, 'F').resize(size, filter), of 37·x + 101·y² mod 256 over 8×6.
    [Theory]
    [InlineData(ResizeFilter.Bilinear, 3, 2)]
    [InlineData(ResizeFilter.Lanczos, 3, 2)]
    [InlineData(ResizeFilter.Bilinear, 5, 9)]
    [InlineData(ResizeFilter.Lanczos, 5, 9)]
    public void Pillow_gives_the_same(ResizeFilter filter, int width, int height)
    {
        FloatRaster source = new(8, 6, 1);
        for (int i = 0; i < 48; i++) source.Values[i] = ((37 * (i % 8)) + (101 * (i / 8) * (i / 8))) % 256;
        float[] values = Resampler.Resize(source, width, height, filter).Values.ToArray(), expected = PillowNumbers.Of(filter, width);
        Assert.Equal(expected.Length, values.Length);
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], values[i], 1e-4);
    }

    [Fact]
    public void A_constant_picture_stays_constant()
    {
        foreach (ResizeFilter filter in Enum.GetValues<ResizeFilter>())
            foreach (float value in Resampler.Resize(new Raster(50, 31, Rgb.Grey(200)), 13, 47, filter).Values) Assert.Equal(200, value, 1e-4);
    }

    [Theory]
    [InlineData(10, 4, 3)]
    [InlineData(9, 4, 2)]
    [InlineData(7, 4, 2)]
    [InlineData(5, 4, 0)]
    [InlineData(11, 4, 4)]
    [InlineData(4, 4, 0)]
    public void The_middle_begins_where_torchvision_rounds_to(int side, int part, int start)
    {
        FloatRaster source = new(side, 1, 1);
        for (int x = 0; x < side; x++) source.Values[x] = x;
        Assert.Equal(Enumerable.Range(start, part).Select(x => (float)x), source.CropCentre(part, 1).Values.ToArray());
    }

    [Fact]
    public void Floats_become_levels_by_rounding_and_clamping()
    {
        FloatRaster source = new(3, 2, 1);
        ((float[])[-3, 0.5f, 1.5f, 254.6f, 300, float.NaN]).CopyTo(source.Values);
        Raster raster = source.ToRaster();
        Assert.Equal([0, 0, 2, 255, 255, 0], Enumerable.Range(0, 6).Select(i => (int)raster[i % 3, i / 3].G));
        Assert.Equal(0.299f * 10 + 0.587f * 20 + 0.114f * 30, FloatRaster.Of(new(1, 1, new(10, 20, 30))).ToGrey().Values[0], 1e-5);
    }

    private static double Twin(Raster raster, int width, int height, ResizeFilter filter, int x, int y, int channel)
    {
        double sum = 0, weights = 0;
        for (int row = 0; row < raster.Height; row++)
        {
            for (int column = 0; column < raster.Width; column++)
            {
                double weight = Weight(filter, raster.Width, width, x, column) * Weight(filter, raster.Height, height, y, row);
                sum += weight * raster.Row(row)[(3 * column) + channel];
                weights += weight;
            }
        }

        return sum / weights;
    }

    private static double Weight(ResizeFilter filter, int source, int target, int to, int from)
    {
        if (source == target) return to == from ? 1 : 0;
        double factor = Math.Max(1, (double)source / target), distance = Math.Abs(from + 0.5 - ((to + 0.5) * source / target)) / factor, angle = Math.PI * distance;
        if (filter == ResizeFilter.Bilinear) return Math.Max(0, 1 - distance);
        return distance >= 3 ? 0 : distance == 0 ? 1 : 3 * Math.Sin(angle) * Math.Sin(angle / 3) / (angle * angle);
    }

    private static Raster Noise(int width, int height)
    {
        uint state = 7;
        Raster raster = new(width, height);
        for (int y = 0; y < height; y++)
        {
            Span<byte> row = raster.Row(y);
            for (int i = 0; i < row.Length; i++) row[i] = (byte)((state = (state * 1664525) + 1013904223) >> 24);
        }

        return raster;
    }
}
