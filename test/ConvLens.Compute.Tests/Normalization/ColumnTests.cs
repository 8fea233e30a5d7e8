using ConvLens.Compute.Normalization;
using ConvLens.Compute.Tensors;
using ConvLens.Testing;

namespace ConvLens.Compute.Tests.Normalization;

/// <summary>Whole numbers, so that float32 sums are exact.</summary>
public sealed class ColumnTests
{
    public static TheoryData<int, int> Sizes
    {
        get
        {
            // One chunk of sums has 512 rows, one item of the map 256.
            TheoryData<int, int> sizes = new() { { 511, 3 }, { 512, 3 }, { 513, 17 }, { 1600, 33 }, { 1, 1 } };
            for (int columns = 1; columns <= 67; columns++) sizes.Add((columns % 7) + 1, columns);
            return sizes;
        }
    }

    [Theory, MemberData(nameof(Sizes))]
    public void Sums_products_and_squares_run_down_the_columns(int rows, int columns)
    {
        Tensor x = Numbers.Whole([rows, columns], "x"), y = Numbers.Whole([rows, columns], "y"), center = Numbers.Whole([columns], "center");
        float[] sums = new float[columns], products = new float[columns], squares = new float[columns];
        foreach (float[] rubbish in (float[][])[sums, products, squares]) rubbish.AsSpan().Fill(1e9f);
        ColumnSums.Run(Schedulers.One, columns, x.Values, sums);
        ColumnSums.OfProducts(Schedulers.One, columns, x.Values, center.Values, y.Values, products);
        ColumnSums.OfSquares(Schedulers.One, columns, x.Values, center.Values, squares);
        float[] both = new float[columns], ySums = new float[columns], expectedYSums = new float[columns];
        ColumnSums.OfProducts(Schedulers.One, columns, x.Values, center.Values, y.Values, both, ySums);
        ColumnSums.Run(Schedulers.One, columns, y.Values, expectedYSums);
        Assert.Equal(products, both);
        Assert.Equal(expectedYSums, ySums);
        for (int j = 0; j < columns; j++)
        {
            double sum = 0, product = 0, square = 0;
            for (int i = 0; i < rows; i++)
            {
                double centered = x[i, j] - center.Values[j];
                sum += x[i, j];
                product += centered * y[i, j];
                square += centered * centered;
            }

            Assert.Equal((sum, product, square), (sums[j], products[j], squares[j]));
        }
    }

    [Theory, MemberData(nameof(Sizes))]
    public void Affine_maps_scale_and_shift_the_columns_and_rectify_what_comes_out(int rows, int columns)
    {
        Tensor x = Numbers.Whole([rows, columns], "x"), y = Numbers.Whole([rows, columns], "y");
        Tensor a = Numbers.Whole([columns], "a"), b = Numbers.Whole([columns], "b"), c = Numbers.Whole([columns], "c");
        Tensor one = new([rows, columns]), two = new([rows, columns]);
        ColumnAffine.Run(Schedulers.One, columns, x.Values, a.Values, c.Values, one.Span);
        ColumnAffine.Run(Schedulers.One, columns, x.Values, a.Values, y.Values, b.Values, c.Values, two.Span, new(0.5f, 20));
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < columns; j++)
            {
                float expected = (x[i, j] * a.Values[j]) + c.Values[j];
                float sum = expected + (y[i, j] * b.Values[j]);
                Assert.Equal((expected, sum < 0 ? 0.5f * sum : Math.Min(sum, 20)), (one[i, j], two[i, j]));
            }
    }

    [Fact]
    public void Squares_about_the_mean_do_not_cancel()
    {
        // Far from zero, the mean of squares less the square of the mean would have no digit left.
        float[] x = [.. Enumerable.Range(0, 1000).Select(i => 100_000f + (i % 2))], squares = new float[1];
        ColumnSums.OfSquares(Schedulers.One, 1, x, [100_000.5f], squares);
        Assert.Equal(250, squares[0]);
    }

    [Fact]
    public void Spans_of_another_length_are_refused()
    {
        float[] six = new float[6], two = new float[2], three = new float[3];
        Assert.Throws<ArgumentException>(() => ColumnSums.Run(Schedulers.One, 2, six, three));
        Assert.Throws<ArgumentException>(() => ColumnSums.OfSquares(Schedulers.One, 2, six, three, two));
        Assert.Throws<ArgumentException>(() => ColumnAffine.Run(Schedulers.One, 2, six, three, two, six));
        Assert.Throws<ArgumentException>(() => ColumnAffine.Run(Schedulers.One, 2, six, two, two, three));
    }
}
