using ConvLens.Compute.Elementwise;
using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Tensors;

namespace ConvLens.Compute.Products;

/// <summary>C = A · B for every matrix of a batch; where C is broadcast, its products are added in the order of the batch.</summary>
/// <remarks>Where all products share B, and A and C lie evenly, they are one product of many rows.</remarks>
public sealed class BatchedProduct
{
    private readonly BatchedMatrices _a, _b, _c;
    private readonly PanelMatrix _panels;
    private readonly Tensor? _part;

    /// <summary>Takes the workspace.</summary>
    /// <param name="a">[m, k] each.</param>
    /// <param name="b">[k, n] each.</param>
    /// <param name="c">[m, n] each, row-major without gaps.</param>
    /// <exception cref="ArgumentException">Extents or batches do not fit, or C has gaps.</exception>
    public BatchedProduct(BatchedMatrices a, BatchedMatrices b, BatchedMatrices c)
    {
        if (a.Columns != b.Rows || a.Rows != c.Rows || b.Columns != c.Columns || a.Starts.Count != b.Starts.Count || a.Starts.Count != c.Starts.Count)
            throw new ArgumentException($"{a.Starts.Count} products of {a.Rows}×{a.Columns} and {b.Rows}×{b.Columns} do not give {c.Starts.Count} of {c.Rows}×{c.Columns}", nameof(c));
        if (c.ColumnStride != 1 || c.RowStride != c.Columns) throw new ArgumentException("C must lie row-major without gaps", nameof(c));
        if (b.Different == 1 && a.Stack() is { } manyRows && c.Stack() is { } manySums)
            (a, b, c) = (manyRows, BatchedMatrices.Of([b.Rows, b.Columns], [], [b.RowStride, b.ColumnStride]), manySums);
        (_a, _b, _c, _panels) = (a, b, c, new(b.Rows, b.Columns));
        if (c.Different < c.Starts.Count) _part = new([c.Rows * c.Columns]);
    }

    /// <summary>Computes all products. C must be as long as its matrices reach.</summary>
    /// <exception cref="ArgumentException">A span is too short.</exception>
    public void Run(Scheduler scheduler, ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c)
    {
        int length = _c.Rows * _c.Columns, packed = -1;
        if (_part is not null) c.Clear();
        for (int i = 0; i < _c.Starts.Count; i++)
        {
            if (_b.Starts[i] != packed) _panels.Pack(scheduler, b[_b.Starts[i]..], _b.RowStride, _b.ColumnStride);
            packed = _b.Starts[i];
            Span<float> target = c.Slice(_c.Starts[i], length);
            MatrixProduct.Run(scheduler, _c.Rows, a[_a.Starts[i]..], _a.RowStride, _a.ColumnStride, _panels, default, _part is null ? target : _part.Span);
            if (_part is not null) Arithmetic.AddScaled(scheduler, 1, _part.Values, target);
        }
    }
}
