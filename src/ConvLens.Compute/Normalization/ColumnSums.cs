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
        Run(scheduler, columns, x, x, default, product: false, sums);

    /// <summary>sums[j] = Σ (x[i, j] − center[j]) · y[i, j].</summary>
    public static void OfProducts(Scheduler scheduler, int columns, ReadOnlySpan<float> x, ReadOnlySpan<float> center, ReadOnlySpan<float> y, Span<float> sums) =>
        Run(scheduler, columns, x, y, center, product: true, sums);

    /// <summary>sums[j] = Σ (x[i, j] − center[j])².</summary>
    public static void OfSquares(Scheduler scheduler, int columns, ReadOnlySpan<float> x, ReadOnlySpan<float> center, Span<float> sums) =>
        Run(scheduler, columns, x, default, center, product: true, sums);

    private static void Run(
        Scheduler scheduler, int columns, ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> center, bool product, Span<float> sums)
    {
        Require.Length(sums.Length, columns, nameof(sums));
        if (!y.IsEmpty) Require.Length(y.Length, x.Length, nameof(y));
        if (!center.IsEmpty) Require.Length(center.Length, columns, nameof(center));
        int rows = x.Length / columns;
        if (columns >= FewColumns || rows < Fold)
        {
            Sum(scheduler, columns, x, y, center, product, sums);
            return;
        }

        // Few columns leave lanes empty and make long chains: sixteen rows are taken as one of sixteen times the columns, and folded at the end.
        int wide = Fold * columns, whole = rows / Fold * wide;
        float[] folds = ArrayPool<float>.Shared.Rent(3 * wide);
        Span<float> wideSums = folds.AsSpan(0, wide), wideCenter = folds.AsSpan(wide, center.IsEmpty ? 0 : wide), rest = folds.AsSpan(2 * wide, columns);
        for (int j = 0; j < wideCenter.Length; j++) wideCenter[j] = center[j % columns];
        Sum(scheduler, wide, x[..whole], y.IsEmpty ? y : y[..whole], wideCenter, product, wideSums);
        rest.Clear();
        if (whole < x.Length) Sum(scheduler, columns, x[whole..], y.IsEmpty ? y : y[whole..], center, product, rest);
        sums.Clear();
        for (int i = 0; i < wide; i++) sums[i % columns] += wideSums[i];
        for (int j = 0; j < columns; j++) sums[j] += rest[j];
        ArrayPool<float>.Shared.Return(folds);
    }

    private static void Sum(
        Scheduler scheduler, int columns, ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> center, bool product, Span<float> sums)
    {
        int rows = x.Length / columns, chunks = (rows + ChunkRows - 1) / ChunkRows;
        float[] partial = ArrayPool<float>.Shared.Rent(chunks * columns);
        Array.Clear(partial, 0, chunks * columns);
        fixed (float* px = x, py = y, pc = center, pp = partial)
            scheduler.Run(new Kernel(columns, rows, px, py, pc, product, pp), chunks);
        sums.Clear();
        for (int chunk = 0; chunk < chunks; chunk++)
            for (int j = 0; j < columns; j++) sums[j] += partial[(chunk * columns) + j];
        ArrayPool<float>.Shared.Return(partial);
    }

    private readonly struct Kernel(int columns, int rows, float* x, float* y, float* center, bool product, float* partial) : IKernel
    {
        public void Run<TLanes>(int item)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            float* sums = partial + ((long)item * columns);
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
                        sum = TLanes.FusedMultiplyAdd(value, y is null ? value : TLanes.Load(y + first + j), sum);
                    }
                    else sum += value;

                    sum.Store(sums + j);
                }

                for (; j < columns; j++)
                    if (product)
                    {
                        float value = x[first + j] - center[j];
                        sums[j] = MathF.FusedMultiplyAdd(value, y is null ? value : y[first + j], sums[j]);
                    }
                    else sums[j] += x[first + j];
            }
        }
    }
}
