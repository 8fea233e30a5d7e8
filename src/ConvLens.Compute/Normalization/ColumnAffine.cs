using System.Buffers;
using ConvLens.Compute.Elementwise;
using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Normalization;

/// <summary>z[i, j] = x[i, j] · a[j] + y[i, j] · b[j] + c[j] over a matrix [rows, columns]: batch normalization and its gradient. A rectification may follow in the same pass.</summary>
public static unsafe class ColumnAffine
{
    private const int ItemRows = 256, Fold = 16, FewColumns = 64;

    /// <summary>z = x · a + c.</summary>
    public static void Run(Scheduler scheduler, int columns, ReadOnlySpan<float> x, ReadOnlySpan<float> a, ReadOnlySpan<float> c, Span<float> z, Rectification rectification = default) =>
        Run(scheduler, columns, x, a, default, default, c, z, rectification);

    /// <summary>z = x · a + y · b + c.</summary>
    public static void Run(
        Scheduler scheduler, int columns, ReadOnlySpan<float> x, ReadOnlySpan<float> a, ReadOnlySpan<float> y, ReadOnlySpan<float> b, ReadOnlySpan<float> c, Span<float> z,
        Rectification rectification = default)
    {
        Require.Length(z.Length, x.Length, nameof(z));
        Require.Length(a.Length, columns, nameof(a));
        Require.Length(c.Length, columns, nameof(c));
        if (!y.IsEmpty) Require.Length(y.Length, x.Length, nameof(y));
        if (!y.IsEmpty) Require.Length(b.Length, columns, nameof(b));
        int rows = x.Length / columns;
        if (columns % Fold != 0 && columns < FewColumns && rows >= Fold)
        {
            // Few columns leave lanes empty: sixteen rows are taken as one of sixteen times the columns.
            int wide = Fold * columns, whole = rows / Fold * wide;
            float[] factors = ArrayPool<float>.Shared.Rent(3 * wide);
            Span<float> wideA = factors.AsSpan(0, wide), wideB = factors.AsSpan(wide, y.IsEmpty ? 0 : wide), wideC = factors.AsSpan(2 * wide, wide);
            for (int j = 0; j < wide; j++) (wideA[j], wideC[j]) = (a[j % columns], c[j % columns]);
            for (int j = 0; j < wideB.Length; j++) wideB[j] = b[j % columns];
            Map(scheduler, wide, x[..whole], wideA, y.IsEmpty ? y : y[..whole], wideB, wideC, z[..whole], rectification);
            x = x[whole..];
            y = y.IsEmpty ? y : y[whole..];
            z = z[whole..];
            rows %= Fold;
            ArrayPool<float>.Shared.Return(factors);
        }

        if (rows > 0) Map(scheduler, columns, x, a, y, b, c, z, rectification);
    }

    private static void Map(
        Scheduler scheduler, int columns, ReadOnlySpan<float> x, ReadOnlySpan<float> a, ReadOnlySpan<float> y, ReadOnlySpan<float> b, ReadOnlySpan<float> c, Span<float> z,
        Rectification rectification)
    {
        int rows = x.Length / columns;
        fixed (float* px = x, pa = a, py = y, pb = b, pc = c, pz = z)
            scheduler.Run(new Kernel(columns, rows, px, pa, py, pb, pc, pz, rectification), (rows + ItemRows - 1) / ItemRows);
    }

    private readonly struct Kernel(int columns, int rows, float* x, float* a, float* y, float* b, float* c, float* z, Rectification rectification) : IKernel
    {
        public void Run<TLanes>(int item)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            bool rectified = !rectification.IsIdentity;
            (float slope, float ceiling) = (rectification.NegativeSlope, rectification.Ceiling);
            for (int row = item * ItemRows; row < Math.Min((item + 1) * ItemRows, rows); row++)
            {
                long i = (long)row * columns;
                int j = 0;
                for (; j + 16 <= columns; j += 16, i += 16)
                {
                    TLanes sum = TLanes.FusedMultiplyAdd(TLanes.Load(x + i), TLanes.Load(a + j), TLanes.Load(c + j));
                    if (y is not null) sum = TLanes.FusedMultiplyAdd(TLanes.Load(y + i), TLanes.Load(b + j), sum);
                    if (rectified) sum = Rectification.Invoke(sum, slope, ceiling);
                    sum.Store(z + i);
                }

                for (; j < columns; j++, i++)
                {
                    float sum = MathF.FusedMultiplyAdd(x[i], a[j], c[j]);
                    if (y is not null) sum = MathF.FusedMultiplyAdd(y[i], b[j], sum);
                    z[i] = rectified ? rectification.Invoke(sum) : sum;
                }
            }
        }
    }
}
