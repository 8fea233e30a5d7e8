using System.Buffers;
using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Normalization;

/// <summary>Sums over the rows of a matrix [rows, columns]: for channels-last maps, sums over all pixels of each channel.</summary>
/// <remarks>Rows are cut into chunks of 512 whose partial sums are added in order, on any number of threads.</remarks>
public static unsafe class ColumnSums
{
    private const int ChunkRows = 512, Fold = 16, FewColumns = 64;

    /// <summary>sums[j] = Σ x[i, j].</summary>
    public static void Run(Scheduler scheduler, int columns, ReadOnlySpan<float> x, Span<float> sums) =>
        Run(scheduler, columns, x, x, default, product: false, sums, default);

    /// <summary>sums[j] = Σ (x[i, j] − center[j]) · y[i, j].</summary>
    public static void OfProducts(Scheduler scheduler, int columns, ReadOnlySpan<float> x, ReadOnlySpan<float> center, ReadOnlySpan<float> y, Span<float> sums) =>
        Run(scheduler, columns, x, y, center, product: true, sums, default);

    /// <summary>sums[j] = Σ (x[i, j] − center[j]) · y[i, j] and ySums[j] = Σ y[i, j] in one pass, with the bits of one each.</summary>
    public static void OfProducts(Scheduler scheduler, int columns, ReadOnlySpan<float> x, ReadOnlySpan<float> center, ReadOnlySpan<float> y, Span<float> sums, Span<float> ySums) =>
        Run(scheduler, columns, x, y, center, product: true, sums, ySums);

    /// <summary>sums[j] = Σ (x[i, j] − center[j])².</summary>
    public static void OfSquares(Scheduler scheduler, int columns, ReadOnlySpan<float> x, ReadOnlySpan<float> center, Span<float> sums) =>
        Run(scheduler, columns, x, default, center, product: true, sums, default);

    private static void Run(
        Scheduler scheduler, int columns, ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> center, bool product, Span<float> sums, Span<float> ySums)
    {
        Require.Length(sums.Length, columns, nameof(sums));
        if (!ySums.IsEmpty) Require.Length(ySums.Length, columns, nameof(ySums));
        if (!y.IsEmpty) Require.Length(y.Length, x.Length, nameof(y));
        if (!center.IsEmpty) Require.Length(center.Length, columns, nameof(center));
        int rows = x.Length / columns, kinds = ySums.IsEmpty ? 1 : 2;
        // Few columns leave lanes empty and make long chains: sixteen rows are taken as one of sixteen times the columns, and folded at the end.
        int fold = columns >= FewColumns || rows < Fold ? 1 : Fold, wide = fold * columns, whole = rows / fold * wide;
        float[] folds = ArrayPool<float>.Shared.Rent(((kinds + 1) * wide) + (kinds * columns));
        Span<float> wideSums = folds.AsSpan(0, kinds * wide), wideCenter = folds.AsSpan(kinds * wide, center.IsEmpty ? 0 : wide), rest = folds.AsSpan((kinds + 1) * wide, kinds * columns);
        for (int j = 0; j < wideCenter.Length; j++) wideCenter[j] = center[j % columns];
        Sum(scheduler, wide, x[..whole], y.IsEmpty ? y : y[..whole], wideCenter, product, wideSums);
        rest.Clear();
        if (whole < x.Length) Sum(scheduler, columns, x[whole..], y.IsEmpty ? y : y[whole..], center, product, rest);
        Join(wideSums[..wide], rest[..columns], sums);
        if (kinds == 2) Join(wideSums[wide..], rest[columns..], ySums);
        ArrayPool<float>.Shared.Return(folds);
    }

    private static void Join(ReadOnlySpan<float> wide, ReadOnlySpan<float> rest, Span<float> sums)
    {
        sums.Clear();
        for (int i = 0; i < wide.Length; i++) sums[i % sums.Length] += wide[i];
        for (int j = 0; j < sums.Length; j++) sums[j] += rest[j];
    }

    /// <summary>The sums, and those of y behind them if there is room.</summary>
    private static void Sum(
        Scheduler scheduler, int columns, ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> center, bool product, Span<float> sums)
    {
        int rows = x.Length / columns, chunks = (rows + ChunkRows - 1) / ChunkRows, width = sums.Length;
        float[] partial = ArrayPool<float>.Shared.Rent(chunks * width);
        Array.Clear(partial, 0, chunks * width);
        fixed (float* px = x, py = y, pc = center, pp = partial)
            scheduler.Run(new Kernel(columns, rows, px, py, pc, product, pp, width), chunks);
        sums.Clear();
        for (int chunk = 0; chunk < chunks; chunk++)
            for (int j = 0; j < width; j++) sums[j] += partial[(chunk * width) + j];
        ArrayPool<float>.Shared.Return(partial);
    }

    private readonly struct Kernel(int columns, int rows, float* x, float* y, float* center, bool product, float* partial, int width) : IKernel
    {
        public void Run<TLanes>(int item)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            float* sums = partial + ((long)item * width), ySums = width > columns ? sums + columns : null;
            for (int row = item * ChunkRows; row < Math.Min((item + 1) * ChunkRows, rows); row++)
            {
                long first = (long)row * columns;
                int j = 0;
                for (; j + 16 <= columns; j += 16)
                {
                    TLanes value = TLanes.Load(x + first + j), sum = TLanes.Load(sums + j);
                    if (product)
                    {
                        value -= TLanes.Load(center + j);
                        TLanes other = y is null ? value : TLanes.Load(y + first + j);
                        sum = TLanes.FusedMultiplyAdd(value, other, sum);
                        if (ySums is not null) (TLanes.Load(ySums + j) + other).Store(ySums + j);
                    }
                    else sum += value;

                    sum.Store(sums + j);
                }

                for (; j < columns; j++)
                    if (product)
                    {
                        float value = x[first + j] - center[j], other = y is null ? value : y[first + j];
                        sums[j] = MathF.FusedMultiplyAdd(value, other, sums[j]);
                        if (ySums is not null) ySums[j] += other;
                    }
                    else sums[j] += x[first + j];
            }
        }
    }
}
