using ConvLens.Compute.Products;
using ConvLens.Compute.Tensors;
using ConvLens.Testing;
using ConvLens.Testing.Twins;

namespace ConvLens.Compute.Tests.Products;

/// <summary>Whole numbers, so that float32 sums are exact.</summary>
public sealed class MatrixProductTests
{
    public static TheoryData<int, int, int> Sizes
    {
        get
        {
            TheoryData<int, int, int> sizes = new() { { 1, 1, 1 }, { 49, 129, 33 }, { 97, 300, 5 }, { 3, 257, 70 }, { 48, 128, 1 }, { 130, 100, 300 }, { 250, 37, 129 }, { 13, 530, 256 }, { 30, 48, 257 }, { 31, 40, 518 }, { 71, 33, 771 }, { 31, 40, 1030 }, { 15, 33, 2051 } };
            for (int tail = 1; tail <= 67; tail++) sizes.Add((tail % 14) + 1, tail, ((tail * 5) % 23) + 1);
            return sizes;
        }
    }

    [Theory, MemberData(nameof(Sizes))]
    public void Every_transpose_gives_the_sum_of_products(int m, int n, int k)
    {
        Tensor a = Numbers.Whole([m, k], "a"), b = Numbers.Whole([k, n], "b"), bias = Numbers.Whole([n], "bias");
        TwinArray expected = Product(TwinArray.Of(a), TwinArray.Of(b)), withBias = Product(TwinArray.Of(a), TwinArray.Of(b), TwinArray.Of(bias));
        float[] at = Transpose(a), bt = Transpose(b);
        Tolerance.AssertExact(expected, Run(m, n, k, a.Values, k, 1, b.Values, n, 1, default));
        Tolerance.AssertExact(expected, Run(m, n, k, at, 1, m, b.Values, n, 1, default));
        Tolerance.AssertExact(expected, Run(m, n, k, a.Values, k, 1, bt, 1, k, default));
        Tolerance.AssertExact(withBias, Run(m, n, k, at, 1, m, bt, 1, k, bias.Values));
    }

    [Theory, InlineData(40, 50, 18), InlineData(5, 9, 7), InlineData(33, 30, 299)]
    public void Rows_and_columns_may_both_lie_apart(int m, int n, int k)
    {
        Tensor a = Numbers.Whole([m, k], "a"), b = Numbers.Whole([k, n], "b");
        float[] apart = new float[m * k * 6];
        for (int i = 0; i < m; i++)
            for (int j = 0; j < k; j++) apart[(i * 2) + (j * m * 3)] = a.Values[(i * k) + j];
        Tolerance.AssertExact(Product(TwinArray.Of(a), TwinArray.Of(b)), Run(m, n, k, apart, 2, m * 3, b.Values, n, 1, default));
    }

    [Fact]
    public void A_known_product()
    {
        Tensor c = Run(2, 2, 3, [1, 2, 3, 4, 5, 6], 3, 1, [7, 8, 9, 10, 11, 12], 2, 1, [100, 200]);
        Assert.Equal([158, 264, 239, 354], c.ToLogical());
    }

    [Fact]
    public void Rows_may_overlap_or_repeat()
    {
        // Row stride 0: every row is the first one.
        Tensor c = Run(3, 1, 2, [3, 4], 0, 1, [10, 1], 1, 1, default);
        Assert.Equal([34, 34, 34], c.ToLogical());
    }

    [Fact]
    public void Nothing_beyond_the_matrix_is_written()
    {
        PanelMatrix b = new(2, 3);
        b.Pack(Schedulers.One, [1, 1, 1, 1, 1, 1], 3, 1);
        float[] c = [9, 9, 9, 9, 9, 9, 9];
        MatrixProduct.Run(Schedulers.One, 2, [1, 1, 1, 1], 2, 1, b, default, c);
        Assert.Equal([2, 2, 2, 2, 2, 2, 9], c);
    }

    [Fact]
    public void Spans_that_are_too_short_are_refused()
    {
        PanelMatrix b = new(3, 2);
        Assert.Throws<ArgumentException>(() => b.Pack(Schedulers.One, new float[5], 2, 1));
        Assert.Throws<ArgumentException>(() => MatrixProduct.Run(Schedulers.One, 2, new float[5], 3, 1, b, default, new float[4]));
        Assert.Throws<ArgumentException>(() => MatrixProduct.Run(Schedulers.One, 2, new float[6], 3, 1, b, default, new float[3]));
        Assert.Throws<ArgumentException>(() => MatrixProduct.Run(Schedulers.One, 2, new float[6], 3, 1, b, new float[1], new float[4]));
    }

    [Fact]
    public void Panels_hold_sixteen_columns_each_and_zeros_beyond_the_last()
    {
        PanelMatrix packed = new(2, 18);
        packed.Pack(Schedulers.One, [.. Enumerable.Range(1, 36)], 18, 1);
        float[] expected =
        [
            .. Enumerable.Range(1, 16), .. Enumerable.Range(19, 16),
            17, 18, .. Enumerable.Repeat(0f, 14), 35, 36, .. Enumerable.Repeat(0f, 14),
        ];
        Assert.Equal(expected, packed.Values.ToArray());
    }

    [Fact]
    public void Several_matrices_are_read_by_their_outer_and_inner_strides()
    {
        // Two images of two pixels with two groups of one channel: matrix (image, group) is the group's column of the image.
        PanelMatrix packed = new(2, 1, 4);
        packed.Pack(Schedulers.One, [1, 2, 3, 4, 5, 6, 7, 8], rowStride: 2, columnStride: 1, matrixStride: 4, inner: 2, innerStride: 1);
        float[] values = packed.Values.ToArray();
        Assert.Equal([1, 3, 2, 4, 5, 7, 6, 8], Enumerable.Range(0, 8).Select(i => values[16 * i]));
    }

    private static Tensor Run(
        int m, int n, int k, ReadOnlySpan<float> a, int rowStride, int columnStride, ReadOnlySpan<float> b, int bRowStride, int bColumnStride, ReadOnlySpan<float> bias)
    {
        PanelMatrix panels = new(k, n);
        panels.Pack(Schedulers.One, b, bRowStride, bColumnStride);
        Tensor c = new([m, n]);
        c.Span.Fill(1e9f);
        MatrixProduct.Run(Schedulers.One, m, a, rowStride, columnStride, panels, bias, c.Span);
        return c;
    }

    private static TwinArray Product(TwinArray a, TwinArray b, TwinArray? bias = null)
    {
        TwinArray c = new([a.Shape[0], b.Shape[1]]);
        for (int i = 0; i < a.Shape[0]; i++)
            for (int j = 0; j < b.Shape[1]; j++)
            {
                c[i, j] = bias?.Values[j] ?? 0;
                for (int l = 0; l < a.Shape[1]; l++) c[i, j] += a[i, l] * b[l, j];
            }

        return c;
    }

    private static float[] Transpose(Tensor matrix)
    {
        float[] result = new float[matrix.Length];
        for (int i = 0; i < matrix.Shape[0]; i++)
            for (int j = 0; j < matrix.Shape[1]; j++) result[(j * matrix.Shape[0]) + i] = matrix[i, j];
        return result;
    }
}
