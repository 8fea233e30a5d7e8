using ConvLens.Compute.Tensors;

namespace ConvLens.Compute.Tests.Tensors;

public sealed class ChannelsLastTests
{
    [Theory]
    [InlineData(1, 1, 1, 1)]
    [InlineData(1, 5, 1, 1)]
    [InlineData(2, 1, 3, 4)]
    [InlineData(3, 4, 2, 5)]
    [InlineData(2, 17, 7, 3)]
    public void Every_number_goes_to_its_place_and_back(int n, int c, int h, int w)
    {
        Shape shape = [n, c, h, w];
        float[] logical = [.. Enumerable.Range(0, shape.Length)], memory = new float[shape.Length], back = new float[shape.Length];
        ChannelsLast.Pack(shape, logical, memory);
        int i = 0;
        for (int image = 0; image < n; image++)
            for (int y = 0; y < h; y++)
                for (int x = 0; x < w; x++)
                    for (int channel = 0; channel < c; channel++)
                        Assert.Equal((((((image * c) + channel) * h) + y) * w) + x, memory[i++]);
        ChannelsLast.Unpack(shape, memory, back);
        Assert.Equal(logical, back);
    }

    [Fact]
    public void Other_ranks_are_copied()
    {
        float[] memory = new float[6];
        ChannelsLast.Pack([1, 2, 3], [1, 2, 3, 4, 5, 6], memory);
        Assert.Equal([1, 2, 3, 4, 5, 6], memory);
    }
}
