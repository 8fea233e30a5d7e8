using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Normalization;

/// <summary>Sums over the rows of a matrix [rows, columns]: for channels-last maps, sums over all pixels of each channel.</summary>
/// <remarks>Rows are cut into items whose partial sums are added in order, on any number of threads.</remarks>
public static unsafe class ColumnSums
{
    /// <summary>sums[j] = Σ x[i, j].</summary>
    public static void Run(Scheduler scheduler, int columns, ReadOnlySpan<float> x, Span<float> sums) => Sum(scheduler, columns, x, default, sums);

    /// <summary>sums[j] = Σ (x[i, j] − center[j])².</summary>
    public static void OfSquares(Scheduler scheduler, int columns, ReadOnlySpan<float> x, ReadOnlySpan<float> center, Span<float> sums)
    {
        Require.Length(center.Length, columns, nameof(center));
        Sum(scheduler, columns, x, center, sums);
    }

    private static void Sum(Scheduler scheduler, int columns, ReadOnlySpan<float> x, ReadOnlySpan<float> center, Span<float> sums)
    {
        Require.Length(sums.Length, columns, nameof(sums));
        FoldedColumns folded = new(x.Length, columns);
        int width = folded.Width;
        Span<float> centers = Scratch.Shared(width + (folded.Items * width)), partial = centers[width..];
        if (!center.IsEmpty) FoldedColumns.Repeat(center, centers[..width]);
        partial.Clear();
        fixed (float* px = x, c = centers, p = partial)
        {
            scheduler.Run(new Kernel(folded, px, center.IsEmpty ? null : c, p), folded.Items, lastFirst: true);
            scheduler.Run(new JoinKernel(folded.Items - 1, p, width), 1);
        }

        FoldedColumns.Join(partial[..width], sums);
    }

    /// <summary>Some rows: their numbers, or squares about a center.</summary>
    private readonly struct Kernel(FoldedColumns folded, float* x, float* center, float* partial) : IKernel
    {
        public void Run<TLanes>(int item)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            int row = item * folded.ItemRows, whole = folded.WholeRows(item), rest = folded.Rest(item);
            Add<TLanes>(row, whole, folded.Width, partial + ((long)item * folded.Width));
            if (rest > 0) Add<TLanes>(row + whole, 1, rest, partial + ((long)item * folded.Width));
        }

        private void Add<TLanes>(int row, int rows, int columns, float* sums)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            float* first = x + ((long)row * folded.Width);
            if (center is null) RowSums.Add<TLanes>(first, folded.Width, rows, columns, sums);
            else RowSums.AddSquares<TLanes>(first, folded.Width, rows, columns, center, sums);
        }
    }

    /// <summary>All items' sums to the first item's.</summary>
    private readonly struct JoinKernel(int others, float* partial, int pitch) : IKernel
    {
        public void Run<TLanes>(int item)
            where TLanes : unmanaged, ILanes<TLanes> => RowSums.Add<TLanes>(partial + pitch, pitch, others, pitch, partial);
    }
}
