using ConvLens.Compute.Tensors;
using ConvLens.Networks.Layers;
using ConvLens.Testing.Twins;

namespace ConvLens.Networks.Tests.Layers;

public sealed class PoolingShapeTests
{
    [Fact]
    public void Windows_are_counted_as_if_laid_out_one_by_one()
    {
        for (int extent = 1; extent <= 12; extent++)
            for (int window = 1; window <= 5; window++)
                for (int stride = 1; stride <= 5; stride++)
                    for (int before = 0; before < window; before++)
                        for (int after = 0; after < window; after++)
                            foreach (bool roundUp in (bool[])[false, true])
                            {
                                if (extent + before + after < window) continue;
                                MaxPooling layer = new(new Extent(window, 1)) { Stride = new Extent(stride, 1), Padding = new Margins(before, 0, after, 0), RoundUp = roundUp };
                                Shape shape = layer.InferShape([[1, 1, extent, 3]]);
                                Assert.Equal((PoolingTwin.Windows(extent, before, after, window, stride, roundUp), 3), (shape.H, shape.W));
                            }
    }

    [Fact]
    public void Windows_touch_by_default() => Assert.Equal<Shape>([2, 3, 4, 2], new MaxPooling(new Extent(2, 3)).InferShape([[2, 3, 8, 8]]));

    [Theory]
    [InlineData(112, 3, 2, 56)]
    [InlineData(7, 2, 2, 4)]
    [InlineData(8, 2, 2, 4)]
    public void Rounding_up_keeps_the_rest(int extent, int window, int stride, int expected) =>
        Assert.Equal(expected, new MaxPooling(window) { Stride = stride, RoundUp = true }.InferShape([[1, 1, extent, extent]]).H);
}
