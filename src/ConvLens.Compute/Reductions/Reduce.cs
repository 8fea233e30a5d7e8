using ConvLens.Compute.Normalization;
using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Reductions;

/// <summary>One number from each fiber of a tensor.</summary>
/// <remarks>
/// A fiber is read in pieces of 512. In a piece sixteen lanes run side by side and are joined from the first to the last; pieces are joined in double precision.
/// Sums over pixels of channels-last maps run by <see cref="ColumnSums"/>. NaN anywhere in a fiber gives NaN.
/// </remarks>
public static unsafe class Reduce
{
    private const int Piece = 512, ItemLength = 1 << 14, FewNumbers = 1 << 8;

    /// <summary>y = Σ x.</summary>
    public static void Sum(Scheduler scheduler, Fibers fibers, ReadOnlySpan<float> x, Span<float> y)
    {
        if (Columns(fibers) is not { } columns)
        {
            Run(scheduler, default(Total), fibers, x, y);
            return;
        }

        int matrix = columns * fibers.Size;
        for (int i = 0; i * matrix < x.Length; i++) ColumnSums.Run(scheduler, columns, x.Slice(i * matrix, matrix), y.Slice(i * columns, columns));
    }

    /// <summary>y = Σ |x|.</summary>
    public static void SumOfAbsolutes(Scheduler scheduler, Fibers fibers, ReadOnlySpan<float> x, Span<float> y) => Run(scheduler, default(Absolutes), fibers, x, y);

    /// <summary>y = Σ x².</summary>
    public static void SumOfSquares(Scheduler scheduler, Fibers fibers, ReadOnlySpan<float> x, Span<float> y)
    {
        if (Columns(fibers) is not { } columns)
        {
            Run(scheduler, default(Squares), fibers, x, y);
            return;
        }

        int matrix = columns * fibers.Size;
        float[] center = new float[columns];
        for (int i = 0; i * matrix < x.Length; i++) ColumnSums.OfSquares(scheduler, columns, x.Slice(i * matrix, matrix), center, y.Slice(i * columns, columns));
    }

    /// <summary>y = Π x.</summary>
    public static void Product(Scheduler scheduler, Fibers fibers, ReadOnlySpan<float> x, Span<float> y) => Run(scheduler, default(Factors), fibers, x, y);

    /// <summary>y = max x.</summary>
    public static void Max(Scheduler scheduler, Fibers fibers, ReadOnlySpan<float> x, Span<float> y) => Run(scheduler, default(Largest), fibers, x, y);

    /// <summary>y = min x.</summary>
    public static void Min(Scheduler scheduler, Fibers fibers, ReadOnlySpan<float> x, Span<float> y) => Run(scheduler, default(Smallest), fibers, x, y);

    /// <summary>The number of columns where the fibers are those of matrices [rows, columns], large enough to be worth a call each.</summary>
    private static int? Columns(Fibers fibers) =>
        fibers.Rows.Loops is [.., (int columns, 1), (int rows, int pitch)] && fibers.Rows.Loops.Length <= 3 && pitch == columns && rows == fibers.Size && rows * columns >= FewNumbers ? columns : null;

    private static void Run<TReduction>(Scheduler scheduler, TReduction f, Fibers fibers, ReadOnlySpan<float> x, Span<float> y)
        where TReduction : struct, IReduction
    {
        Require.Length(x.Length, fibers.Length, nameof(x));
        Require.Length(y.Length, fibers.Count, nameof(y));
        int rows = Math.Max(1, ItemLength / fibers.Size);
        fixed (float* px = x, py = y) scheduler.Run(new Kernel<TReduction>(f, fibers, rows, px, py), RoundUp.Quotient(fibers.Count, rows));
    }

    private readonly struct Kernel<TReduction>(TReduction f, Fibers fibers, int itemRows, float* x, float* y) : IKernel
        where TReduction : struct, IReduction
    {
        private readonly TReduction _f = f;

        public void Run<TLanes>(int item)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            float* buffer = stackalloc float[Piece];
            int size = fibers.Size, end = Math.Min((item + 1) * itemRows, fibers.Count);
            bool direct = fibers.Rows.IsIdentity;
            for (int row = item * itemRows; row < end; row++)
            {
                double total = _f.Neutral;
                for (int start = 0; start < size; start += Piece)
                {
                    int count = Math.Min(Piece, size - start);
                    long first = ((long)row * size) + start;
                    if (!direct) fibers.Rows.Read(x, first, count, buffer);
                    total = _f.Join(total, Join<TLanes>(direct ? x + first : buffer, count));
                }

                y[row] = (float)total;
            }
        }

        private double Join<TLanes>(float* from, int count)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            float* lanes = stackalloc float[16];
            TLanes neutral = TLanes.Broadcast(_f.Neutral), totals = neutral;
            int i = 0;
            for (; i + 16 <= count; i += 16) totals = _f.Join(totals, TLanes.Load(from + i));
            if (i < count)
            {
                neutral.Store(lanes);
                for (int lane = 0; lane < count - i; lane++) lanes[lane] = from[i + lane];
                totals = _f.Join(totals, TLanes.Load(lanes));
            }

            totals.Store(lanes);
            double total = lanes[0];
            for (int lane = 1; lane < Math.Min(16, count); lane++) total = _f.Join(total, lanes[lane]);
            return total;
        }
    }

    private readonly struct Total : IReduction
    {
        float IReduction.Neutral => 0;

        TLanes IReduction.Join<TLanes>(TLanes total, TLanes x) => total + x;

        double IReduction.Join(double left, double right) => left + right;
    }

    private readonly struct Absolutes : IReduction
    {
        float IReduction.Neutral => 0;

        TLanes IReduction.Join<TLanes>(TLanes total, TLanes x) => total + TLanes.Max(x, TLanes.Broadcast(0) - x);

        double IReduction.Join(double left, double right) => left + right;
    }

    private readonly struct Squares : IReduction
    {
        float IReduction.Neutral => 0;

        TLanes IReduction.Join<TLanes>(TLanes total, TLanes x) => TLanes.FusedMultiplyAdd(x, x, total);

        double IReduction.Join(double left, double right) => left + right;
    }

    private readonly struct Factors : IReduction
    {
        float IReduction.Neutral => 1;

        TLanes IReduction.Join<TLanes>(TLanes total, TLanes x) => total * x;

        double IReduction.Join(double left, double right) => left * right;
    }

    private readonly struct Largest : IReduction
    {
        float IReduction.Neutral => float.NegativeInfinity;

        TLanes IReduction.Join<TLanes>(TLanes total, TLanes x) => TLanes.Max(total, x);

        double IReduction.Join(double left, double right) => Math.Max(left, right);
    }

    private readonly struct Smallest : IReduction
    {
        float IReduction.Neutral => float.PositiveInfinity;

        TLanes IReduction.Join<TLanes>(TLanes total, TLanes x) => TLanes.Min(total, x);

        double IReduction.Join(double left, double right) => Math.Min(left, right);
    }
}
