using ConvLens.Compute.Elementwise;
using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Simd;
using ConvLens.Compute.Tensors;

namespace ConvLens.Compute.Normalization;

/// <summary>Sums over the rows of a matrix y [rows, columns] and of its products with another one, reading both once: what batch normalization asks of the signal at its output.</summary>
/// <remarks>
/// <code>
/// sums[j] = Σ (x[i, j] − center[j]) · y[i, j]        ySums[j] = Σ y[i, j]
/// </code>
/// </remarks>
public sealed unsafe class ColumnProducts : BatchReduction
{
    private readonly Tensor _factors, _sums;
    private Tensor? _x, _y;
    private Rectification? _mask;

    /// <summary>Takes the workspace for one size.</summary>
    /// <param name="length">Numbers of the matrix.</param>
    /// <param name="columns">Columns.</param>
    /// <param name="samples">Samples of the batch that the rows are of. Default: one.</param>
    public ColumnProducts(int length, int columns, int samples = 1)
        : base(FoldedColumns.OfSamples(length, columns, samples))
    {
        _factors = new([3, Folded.Width]);
        _sums = new([Folded.Items, 2, Folded.Width]);
    }

    /// <summary>Says what is summed up; then comes <see cref="Run"/>, unless whoever writes <paramref name="y"/> takes the sums, and then <see cref="Read"/>.</summary>
    /// <param name="x">[rows, columns].</param>
    /// <param name="center">One number a column.</param>
    /// <param name="y">[rows, columns].</param>
    /// <param name="mask">A rectifier behind <paramref name="x"/> that <paramref name="y"/> passes first. Default: none.</param>
    /// <exception cref="ArgumentException">Something has another length.</exception>
    public void Begin(Tensor x, ReadOnlySpan<float> center, Tensor y, RectifiedAffine mask = default)
    {
        Require.Length(x.Length, Folded.Length, nameof(x));
        Require.Length(y.Length, Folded.Length, nameof(y));
        Require.Length(center.Length, Folded.Columns, nameof(center));
        mask.RequireColumns(Folded.Columns);
        int width = Folded.Width;
        (_x, _y, _mask) = (x, y, mask.IsEmpty || mask.Rectification.IsIdentity ? null : mask.Rectification);
        FoldedColumns.Repeat(center, _factors.Span[..width]);
        if (_mask is not null) FoldedColumns.Repeat(mask.Scale, _factors.Span.Slice(width, width));
        if (_mask is not null) FoldedColumns.Repeat(mask.Shift, _factors.Span[(2 * width)..]);
        _sums.Span.Clear();
    }

    /// <summary>Takes the sums.</summary>
    public void Run(Scheduler scheduler) => scheduler.Run(new Kernel(this), Parts, lastFirst: true);

    /// <summary>Joins the sums of all parts.</summary>
    /// <param name="scheduler">Who works.</param>
    /// <param name="sums">One number a column.</param>
    /// <param name="ySums">One number a column.</param>
    /// <exception cref="ArgumentException">A span has another length.</exception>
    public void Read(Scheduler scheduler, Span<float> sums, Span<float> ySums)
    {
        Require.Length(sums.Length, Folded.Columns, nameof(sums));
        Require.Length(ySums.Length, Folded.Columns, nameof(ySums));
        int width = Folded.Width;
        fixed (float* parts = _sums.Span) scheduler.Run(new JoinKernel(Parts - 1, parts, 2 * width), 1);
        // Others' memory is not held longer than it is read.
        (_x, _y) = (null, null);
        FoldedColumns.Join(_sums.Values[..width], sums);
        FoldedColumns.Join(_sums.Values.Slice(width, width), ySums);
    }

    internal override Tensor? Batch => _y;

    internal override void Add<TLanes>(int part, int sample) => Add<TLanes>(part, sample * Folded.SampleRows, Folded.SampleRows, Folded.Width);

    private void Add<TLanes>(int part, int row, int rows, int columns)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        if (_mask is not { } behind) Add<TLanes, NoRectifier>(part, row, rows, columns, default);
        else if (LeakyRectifier.Is(behind)) Add<TLanes, LeakyRectifier>(part, row, rows, columns, new(behind));
        else Add<TLanes, AnyRectifier>(part, row, rows, columns, new(behind));
    }

    private void Add<TLanes, TRectifier>(int part, int row, int rows, int columns, TRectifier rectifier)
        where TLanes : unmanaged, ILanes<TLanes>
        where TRectifier : struct, IRectifier
    {
        int width = Folded.Width;
        long first = (long)row * width;
        fixed (float* x = _x!.Values, y = _y!.Values, factors = _factors.Values, parts = _sums.Span)
        {
            float* sums = parts + ((long)part * 2 * width);
            RowSums.AddProducts<TLanes, TRectifier>(x + first, y + first, width, rows, columns, factors, width, rectifier, sums, sums + width);
        }
    }

    private readonly struct Kernel(ColumnProducts owner) : IKernel
    {
        public void Run<TLanes>(int item)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            int row = item * owner.Folded.ItemRows, whole = owner.Folded.WholeRows(item), rest = owner.Folded.Rest(item);
            owner.Add<TLanes>(item, row, whole, owner.Folded.Width);
            if (rest > 0) owner.Add<TLanes>(item, row + whole, 1, rest);
        }
    }

    /// <summary>All parts' sums to the first part's.</summary>
    private readonly struct JoinKernel(int others, float* parts, int pitch) : IKernel
    {
        public void Run<TLanes>(int item)
            where TLanes : unmanaged, ILanes<TLanes> => RowSums.Add<TLanes>(parts + pitch, pitch, others, pitch, parts);
    }
}
