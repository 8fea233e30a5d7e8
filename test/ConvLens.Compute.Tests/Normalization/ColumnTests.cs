using ConvLens.Compute.Elementwise;
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
            // Below 64 columns sixteen rows go as one; an item has 65,536 numbers at least, and there are 32 at most.
            TheoryData<int, int> sizes = new() { { 511, 3 }, { 512, 3 }, { 513, 17 }, { 1600, 33 }, { 1, 1 }, { 700, 301 }, { 40_001, 65 } };
            for (int columns = 1; columns <= 67; columns++) sizes.Add((columns % 7) + 1, columns);
            return sizes;
        }
    }

    [Theory, MemberData(nameof(Sizes))]
    public void Sums_products_and_squares_run_down_the_columns(int rows, int columns)
    {
        Tensor x = Numbers.Whole([rows, columns], "x"), y = Numbers.Whole([rows, columns], "y"), center = Numbers.Whole([columns], "center");
        float[] sums = new float[columns], products = new float[columns], squares = new float[columns], ySums = new float[columns];
        foreach (float[] rubbish in (float[][])[sums, products, squares, ySums]) rubbish.AsSpan().Fill(1e9f);
        ColumnSums.Run(Schedulers.One, columns, x.Values, sums);
        Products(x, center, y, default, products, ySums);
        ColumnSums.OfSquares(Schedulers.One, columns, x.Values, center.Values, squares);
        for (int j = 0; j < columns; j++)
        {
            double sum = 0, product = 0, square = 0, ySum = 0;
            for (int i = 0; i < rows; i++)
            {
                double centered = x[i, j] - center.Values[j];
                sum += x[i, j];
                product += centered * y[i, j];
                square += centered * centered;
                ySum += y[i, j];
            }

            Assert.Equal((sum, product, square, ySum), (sums[j], products[j], squares[j], ySums[j]));
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

    [Theory, MemberData(nameof(Sizes))]
    public void A_mask_lets_through_what_the_rectifier_behind_did(int rows, int columns)
    {
        Tensor x = Numbers.Uniform([rows, columns], "x"), dy = Numbers.Uniform([rows, columns], "dy");
        Tensor a = Numbers.Uniform([columns], "a"), b = Numbers.Uniform([columns], "b"), c = Numbers.Uniform([columns], "c"), scale = Numbers.Uniform([columns], "scale"), shift = Numbers.Uniform([columns], "shift");
        Rectification leaky = new(0.3f, 0.4f);
        RectifiedAffine mask = new(scale.Values, shift.Values, leaky);
        // The same in passes of their own: the rectifier's input, its gradient, and then what is asked.
        Tensor y = new([rows, columns]), passed = new([rows, columns]), expected = new([rows, columns]), dx = new([rows, columns]);
        ColumnAffine.Run(Schedulers.One, columns, x.Values, scale.Values, shift.Values, y.Span);
        Relu.Gradient(Schedulers.One, leaky, y.Values, dy.Values, passed.Span);
        ColumnAffine.Run(Schedulers.One, columns, passed.Values, a.Values, x.Values, b.Values, c.Values, expected.Span);
        ColumnAffine.Gradient(Schedulers.One, columns, dy.Values, a.Values, x.Values, b.Values, c.Values, dx.Span, mask);
        Assert.Equal(expected.Values, dx.Values);
        ColumnAffine.Run(Schedulers.One, columns, passed.Values, a.Values, c.Values, expected.Span);
        ColumnAffine.Gradient(Schedulers.One, columns, dy.Values, a.Values, x.Values, default, c.Values, dx.Span, mask);
        Assert.Equal(expected.Values, dx.Values);
        float[] products = new float[columns], sums = new float[columns], expectedProducts = new float[columns], expectedSums = new float[columns];
        Products(x, b, passed, default, expectedProducts, expectedSums);
        Products(x, b, dy, mask, products, sums);
        Assert.Equal(expectedProducts, products);
        Assert.Equal(expectedSums, sums);
    }

    [Theory, MemberData(nameof(Sizes))]
    public void Moments_are_those_of_two_passes_in_double_precision(int rows, int columns)
    {
        // Parts of one column each, and all columns as one part, far from zero.
        Tensor x = Numbers.Uniform([rows, columns], "x");
        for (int i = 0; i < x.Length; i++) x.Span[i] += 1000;
        ColumnMoments moments = new(x.Length, columns);
        foreach (int run in (int[])[1, columns])
        {
            float[] means = new float[columns / run], squares = new float[columns / run];
            moments.Begin(x);
            moments.Run(Schedulers.One);
            moments.Read(Schedulers.One, means, squares);
            for (int part = 0; part < means.Length; part++)
            {
                double[] numbers = [.. Enumerable.Range(0, rows).SelectMany(i => Enumerable.Range(part * run, run).Select(j => (double)x[i, j]))];
                double mean = numbers.Average(), square = numbers.Sum(number => (number - mean) * (number - mean));
                // Sums of few thousands lose some millionths of them, and squares about a mean that is off by δ are n·δ² too large.
                double error = 1e-6 * mean;
                Assert.Equal(mean, means[part], error);
                Assert.Equal(square, squares[part], (1e-4 * square) + (numbers.Length * error * error));
            }
        }
    }

    [Fact]
    public void Squares_about_the_mean_do_not_cancel()
    {
        // Far from zero, the mean of squares less the square of the mean would have no digit left.
        float[] x = [.. Enumerable.Range(0, 1000).Select(i => 100_000f + (i % 2))], squares = new float[1];
        ColumnSums.OfSquares(Schedulers.One, 1, x, [100_000.5f], squares);
        Assert.Equal(250, squares[0]);
        float[] mean = new float[1];
        ColumnMoments moments = new(1000, 1);
        moments.Begin(Tensor.FromLogical([1000], x));
        moments.Run(Schedulers.One);
        moments.Read(Schedulers.One, mean, squares);
        Assert.Equal((100_000.5f, 250), (mean[0], squares[0]));
    }

    [Fact]
    public void Spans_of_another_length_are_refused()
    {
        float[] six = new float[6], two = new float[2], three = new float[3];
        Assert.Throws<ArgumentException>(() => ColumnSums.Run(Schedulers.One, 2, six, three));
        Assert.Throws<ArgumentException>(() => ColumnSums.OfSquares(Schedulers.One, 2, six, three, two));
        Tensor numbers = new([3, 2]), others = new([2, 2]);
        Assert.Throws<ArgumentException>(() => new ColumnProducts(6, 2).Begin(numbers, two, others));
        Assert.Throws<ArgumentException>(() => new ColumnProducts(6, 2).Begin(others, two, numbers));
        Assert.Throws<ArgumentException>(() => new ColumnProducts(6, 2).Begin(numbers, three, numbers));
        Assert.Throws<ArgumentException>(() => new ColumnProducts(6, 2).Begin(numbers, two, numbers, new(two, three, new(0))));
        Assert.Throws<ArgumentException>(() => new ColumnProducts(6, 2).Read(Schedulers.One, two, three));
        Assert.Throws<ArgumentException>(() => ColumnAffine.Gradient(Schedulers.One, 2, six, two, six, default, two, six, new(three, two, new(0))));
        Assert.Throws<ArgumentException>(() => ColumnAffine.Gradient(Schedulers.One, 2, six, two, default, default, two, six, new(two, two, new(0))));
        Assert.Throws<ArgumentException>(() => ColumnAffine.Run(Schedulers.One, 2, six, two, default, two, two, six));
        Assert.Throws<ArgumentException>(() => new ColumnMoments(4, 2).Begin(numbers));
        Assert.Throws<ArgumentException>(() => new ColumnMoments(6, 2).Read(Schedulers.One, two, three));
        Assert.Throws<ArgumentException>(() => new ColumnMoments(6, 2).Read(Schedulers.One, three, three));
        Assert.Throws<ArgumentException>(() => ColumnAffine.Run(Schedulers.One, 2, six, three, two, six));
        Assert.Throws<ArgumentException>(() => ColumnAffine.Run(Schedulers.One, 2, six, two, two, three));
    }

    private static void Products(Tensor x, Tensor center, Tensor y, RectifiedAffine mask, float[] sums, float[] ySums)
    {
        ColumnProducts products = new(x.Length, center.Length);
        products.Begin(x, center.Values, y, mask);
        products.Run(Schedulers.One);
        products.Read(Schedulers.One, sums, ySums);
    }
}
