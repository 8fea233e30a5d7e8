using ConvLens.Compute.Tensors;

namespace ConvLens.Compute.Tests.Tensors;

public sealed class ShapeTests
{
    [Fact]
    public void Length_is_the_product_and_axes_have_their_names()
    {
        Shape shape = [2, 3, 5, 7];
        Assert.Equal(210, shape.Length);
        Assert.Equal((4, 2, 3, 5, 7), (shape.Rank, shape.N, shape.C, shape.H, shape.W));
        Assert.Equal("2×3×5×7", shape.ToString());
    }

    [Fact]
    public void Missing_spatial_axes_count_as_one()
    {
        Shape vector = [4, 9], line = [4, 9, 6];
        Assert.Equal((1, 1), (vector.H, vector.W));
        Assert.Equal((6, 1), (line.H, line.W));
    }

    [Fact]
    public void A_shape_without_extents_holds_one_number()
    {
        Shape scalar = [];
        Assert.Equal((0, 1, "scalar"), (scalar.Rank, scalar.Length, scalar.ToString()));
    }

    [Fact]
    public void Shapes_are_equal_by_extents_and_their_order()
    {
        Shape shape = [2, 3], same = [2, 3], turned = [3, 2], longer = [2, 3, 1];
        Assert.True(shape == same);
        Assert.Equal(shape.GetHashCode(), same.GetHashCode());
        Assert.True(shape != turned);
        Assert.True(shape != longer);
        Assert.False(shape.Equals("2×3"));
    }

    [Fact]
    public void With_n_changes_the_batch_only()
    {
        Shape shape = [1, 3, 4, 4];
        Assert.Equal<Shape>([8, 3, 4, 4], shape.WithN(8));
        Assert.Equal<Shape>([1, 3, 4, 4], shape);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    public void An_extent_below_one_is_refused_and_named(int extent)
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => new Shape(2, extent));
        Assert.Contains($"found 2×{extent}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_product_beyond_31_bits_is_refused_whatever_it_wraps_to()
    {
        Assert.Throws<ArgumentException>(() => new Shape(65536, 65536));
        Assert.Throws<ArgumentException>(() => new Shape(int.MaxValue, int.MaxValue, int.MaxValue, int.MaxValue));
        Assert.Throws<ArgumentException>(() => new Shape(int.MaxValue));
        Assert.Throws<ArgumentException>(() => new Shape(1 << 16, 1 << 16, 1 << 16, 1 << 16));
    }
}
