using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Normalization;

/// <summary>Sums over the rows of a matrix [rows, columns]: for channels-last maps, sums over all pixels of each channel.</summary>
/// <remarks>Rows are cut into items whose partial sums are added in order, on any number of threads.</remarks>
public static unsafe class ColumnSums
{
    private enum Term
    {
        Plain,
        Square,
        Product,
    }

    /// <summary>sums[j] = Σ x[i, j].</summary>
    public static void Run(Scheduler scheduler, int columns, ReadOnlySpan<float> x, Span<float> sums) => Run(scheduler, columns, Term.Plain, x, default, default, default, sums, default);

    /// <summary>sums[j] = Σ (x[i, j] − center[j])².</summary>
    public static void OfSquares(Scheduler scheduler, int columns, ReadOnlySpan<float> x, ReadOnlySpan<float> center, Span<float> sums) =>
        Run(scheduler, columns, Term.Square, x, default, center, default, sums, default);

    /// <summary>sums[j] = Σ (x[i, j] − center[j]) · y[i, j] and ySums[j] = Σ y[i, j] in one pass.</summary>
    /// <param name="scheduler">Who works.</param>
    /// <param name="columns">Columns.</param>
    /// <param name="x">[rows, columns].</param>
    /// <param name="center">One number a column.</param>
    /// <param name="y">[rows, columns].</param>
    /// <param name="sums">One number a column.</param>
    /// <param name="ySums">One number a column.</param>
    /// <param name="mask">A rectifier that <paramref name="y"/> passes first. Default: none.</param>
    /// <exception cref="ArgumentException">A span has another length.</exception>
    public static void OfProducts(
        Scheduler scheduler, int columns, ReadOnlySpan<float> x, ReadOnlySpan<float> center, ReadOnlySpan<float> y, Span<float> sums, Span<float> ySums, RectifiedAffine mask = default)
    {
        Require.Length(y.Length, x.Length, nameof(y));
        Require.Length(ySums.Length, columns, nameof(ySums));
        Run(scheduler, columns, Term.Product, x, y, center, mask, sums, ySums);
    }

    private static void Run(
        Scheduler scheduler, int columns, Term term, ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> center, RectifiedAffine mask, Span<float> sums, Span<float> ySums)
    {
        Require.Length(sums.Length, columns, nameof(sums));
        if (term != Term.Plain) Require.Length(center.Length, columns, nameof(center));
        mask.RequireColumns(columns);
        FoldedColumns folded = new(x.Length, columns);
        int width = folded.Width, kinds = ySums.IsEmpty ? 1 : 2, pitch = kinds * width;
        Span<float> factors = Scratch.Shared((3 * width) + (folded.Items * pitch)), partial = factors[(3 * width)..];
        if (!center.IsEmpty) FoldedColumns.Repeat(center, factors[..width]);
        if (!mask.IsEmpty) FoldedColumns.Repeat(mask.Scale, factors.Slice(width, width));
        if (!mask.IsEmpty) FoldedColumns.Repeat(mask.Shift, factors.Slice(2 * width, width));
        partial.Clear();
        fixed (float* px = x, py = y, f = factors, p = partial)
        {
            if (mask.IsEmpty) scheduler.Run(new Kernel<NoRectifier>(folded, term, px, py, f, default, p, pitch), folded.Items, lastFirst: true);
            else if (LeakyRectifier.Is(mask.Rectification)) scheduler.Run(new Kernel<LeakyRectifier>(folded, term, px, py, f, new(mask.Rectification), p, pitch), folded.Items, lastFirst: true);
            else scheduler.Run(new Kernel<AnyRectifier>(folded, term, px, py, f, new(mask.Rectification), p, pitch), folded.Items, lastFirst: true);
            scheduler.Run(new JoinKernel(folded.Items - 1, p, pitch), 1);
        }

        FoldedColumns.Join(partial[..width], sums);
        if (kinds == 2) FoldedColumns.Join(partial[width..pitch], ySums);
    }

    /// <summary>Some rows. Factors are the center, and the mask's scale and shift, of each number of a row.</summary>
    private readonly struct Kernel<TRectifier>(FoldedColumns folded, Term term, float* x, float* y, float* factors, TRectifier rectifier, float* partial, int pitch) : IKernel
        where TRectifier : struct, IRectifier
    {
        public void Run<TLanes>(int item)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            int row = item * folded.ItemRows, whole = folded.WholeRows(item), rest = folded.Rest(item);
            Add<TLanes>((long)row * folded.Width, whole, folded.Width, partial + ((long)item * pitch));
            if (rest > 0) Add<TLanes>((long)(row + whole) * folded.Width, 1, rest, partial + ((long)item * pitch));
        }

        private void Add<TLanes>(long first, int rows, int columns, float* sums)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            int width = folded.Width;
            if (term == Term.Plain) RowSums.Add<TLanes>(x + first, width, rows, columns, sums);
            else if (term == Term.Square) RowSums.AddSquares<TLanes>(x + first, width, rows, columns, factors, sums);
            else RowSums.AddProducts<TLanes, TRectifier>(x + first, y + first, width, rows, columns, factors, width, rectifier, sums, sums + width);
        }
    }

    /// <summary>All items' sums to the first item's.</summary>
    private readonly struct JoinKernel(int others, float* partial, int pitch) : IKernel
    {
        public void Run<TLanes>(int item)
            where TLanes : unmanaged, ILanes<TLanes> => RowSums.Add<TLanes>(partial + pitch, pitch, others, pitch, partial);
    }
}
