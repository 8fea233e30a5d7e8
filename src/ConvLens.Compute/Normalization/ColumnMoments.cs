using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Simd;
using ConvLens.Compute.Tensors;

namespace ConvLens.Compute.Normalization;

/// <summary>Means of the columns of a matrix [rows, columns] and their sums of squares about them, reading it once.</summary>
/// <remarks>
/// Each column of a few rows, while they are near, gets its own mean and squares about it, and two such pairs are joined [chan1979]:
/// <code>
/// δ = m₂ − m₁        m = m₁ + δ · n₂ / n        M = M₁ + M₂ + δ² · n₁ · n₂ / n        n = n₁ + n₂
/// </code>
/// so that nothing cancels however far from zero the numbers lie. Rows are cut into items whose pairs are joined in order, on any number of threads.
/// </remarks>
public sealed unsafe class ColumnMoments : BatchReduction
{
    // Numbers of the rows that are read twice: a quarter of a second-level cache.
    private const int NearLength = 1 << 15;

    // Means, then squares, of each item.
    private Tensor? _moments, _x;

    /// <summary>Moments of one size; the workspace is taken when they are first asked for.</summary>
    /// <param name="length">Numbers of the matrix.</param>
    /// <param name="columns">Columns.</param>
    /// <param name="samples">Samples of the batch that the rows are of. Default: one.</param>
    public ColumnMoments(int length, int columns, int samples = 1)
        : base(FoldedColumns.OfSamples(length, columns, samples))
    {
    }

    /// <summary>Says whose moments are taken; then comes <see cref="Run"/>, unless whoever writes the matrix takes them, and then <see cref="Read"/>.</summary>
    /// <param name="x">[rows, columns].</param>
    /// <exception cref="ArgumentException">It has another length.</exception>
    public void Begin(Tensor x)
    {
        Require.Length(x.Length, Folded.Length, nameof(x));
        _x = x;
        _moments ??= new([Folded.Items, 2, Folded.Width]);
    }

    /// <summary>Takes the moments.</summary>
    public void Run(Scheduler scheduler) => scheduler.Run(new Kernel(this), Parts, lastFirst: true);

    /// <summary>Means and sums of squares of groups, each a run of neighbouring columns.</summary>
    /// <param name="scheduler">Who works.</param>
    /// <param name="means">The mean of each group.</param>
    /// <param name="squares">Σ (x − mean)² of each group.</param>
    /// <exception cref="ArgumentException">A span has another length, or columns are no multiple of the groups.</exception>
    public void Read(Scheduler scheduler, Span<float> means, Span<float> squares)
    {
        Require.Length(squares.Length, means.Length, nameof(squares));
        if (Folded.Columns % means.Length != 0) throw new ArgumentException($"{Folded.Columns} columns cannot be cut into {means.Length} groups", nameof(means));
        fixed (float* moments = _moments!.Span) scheduler.Run(new JoinKernel(Folded, moments), 1);
        // Others' memory is not held longer than it is read.
        _x = null;
        int run = Folded.Columns / means.Length;
        for (int group = 0; group < means.Length; group++) (means[group], squares[group]) = Join(group * run, run);
    }

    internal override Tensor? Batch => _x;

    internal override void Add<TLanes>(int part, int sample) => Add<TLanes>(part, sample * Folded.SampleRows, Folded.SampleRows);

    /// <summary>Joins the moments of some whole rows to those of the part's rows before them.</summary>
    private void Add<TLanes>(int part, int row, int rows)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        int near = Math.Max(1, NearLength / Folded.Width);
        for (int end = row + rows; row < end; row += near) AddNear<TLanes>(part, row, Math.Min(near, end - row), Folded.Width);
    }

    /// <summary>Joins the moments of the first columns of some rows, while they are near.</summary>
    private void AddNear<TLanes>(int part, int row, int rows, int columns)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        int width = Folded.Width, before = row - (part * Folded.ItemRows);
        float reciprocal = 1f / rows;
        fixed (float* x = _x!.Values, moments = _moments!.Span, sums = Scratch.Floats(2 * width))
        {
            float* first = x + ((long)row * width), newSquares = sums + width, means = moments + ((long)part * 2 * width);
            if (before == 0) new Span<float>(means, 2 * width).Clear();
            new Span<float>(sums, 2 * width).Clear();
            RowSums.Add<TLanes>(first, width, rows, columns, sums);
            int j = 0;
            for (; j + 16 <= columns; j += 16) (TLanes.Load(sums + j) * TLanes.Broadcast(reciprocal)).Store(sums + j);
            for (; j < columns; j++) sums[j] *= reciprocal;
            RowSums.AddSquares<TLanes>(first, width, rows, columns, sums, newSquares);
            Join<TLanes>(sums, newSquares, rows, means, means + width, before, columns);
        }
    }

    /// <summary>The moments of neighbouring columns, in double: their number is small, and each of them stands for many numbers.</summary>
    private (float Mean, float Squares) Join(int firstColumn, int run)
    {
        ReadOnlySpan<float> moments = _moments!.Values;
        int width = Folded.Width, rest = Folded.Length % width, rows = Folded.Length / width;
        double count = (double)Folded.Length / Folded.Columns * run, sum = 0, squares = 0;
        for (int first = firstColumn; first < width; first += Folded.Columns)
            for (int j = first; j < first + run; j++) sum += (double)moments[j] * (j < rest ? rows + 1 : rows);
        double mean = sum / count;
        for (int first = firstColumn; first < width; first += Folded.Columns)
            for (int j = first; j < first + run; j++)
            {
                double delta = moments[j] - mean;
                squares += moments[width + j] + (delta * delta * (j < rest ? rows + 1 : rows));
            }

        return ((float)mean, (float)squares);
    }

    /// <summary>Joins the moments of <paramref name="count"/> rows to those of <paramref name="before"/> others.</summary>
    private static void Join<TLanes>(float* newMeans, float* newSquares, int count, float* means, float* squares, int before, int columns)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        if (count == 0) return;
        float share = (float)count / (before + count);
        int j = 0;
        for (; j + 16 <= columns; j += 16)
        {
            TLanes mean = TLanes.Load(means + j), delta = TLanes.Load(newMeans + j) - mean;
            TLanes.FusedMultiplyAdd(delta, TLanes.Broadcast(share), mean).Store(means + j);
            TLanes.FusedMultiplyAdd(delta * delta, TLanes.Broadcast(share * before), TLanes.Load(squares + j) + TLanes.Load(newSquares + j)).Store(squares + j);
        }

        for (; j < columns; j++)
        {
            float delta = newMeans[j] - means[j];
            means[j] = MathF.FusedMultiplyAdd(delta, share, means[j]);
            squares[j] = MathF.FusedMultiplyAdd(delta * delta, share * before, squares[j] + newSquares[j]);
        }
    }

    private readonly struct Kernel(ColumnMoments owner) : IKernel
    {
        public void Run<TLanes>(int item)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            FoldedColumns folded = owner.Folded;
            int row = item * folded.ItemRows, end = row + folded.WholeRows(item), step = folded.SampleRows > 1 ? folded.SampleRows : Math.Max(1, end - row);
            for (; row < end; row += step) owner.Add<TLanes>(item, row, step);
            if (folded.Rest(item) is > 0 and var rest) owner.AddNear<TLanes>(item, row, 1, rest);
        }
    }

    /// <summary>All items' moments to the first item's.</summary>
    private readonly struct JoinKernel(FoldedColumns folded, float* partial) : IKernel
    {
        public void Run<TLanes>(int item)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            int width = folded.Width, before = folded.WholeRows(0);
            for (int other = 1; other < folded.Items; other++)
            {
                int rows = folded.WholeRows(other), rest = folded.Rest(other);
                float* from = partial + ((long)other * 2 * width);
                // Of the last item some columns have a row more.
                Join<TLanes>(from, from + width, rows + 1, partial, partial + width, before, rest);
                Join<TLanes>(from + rest, from + width + rest, rows, partial + rest, partial + width + rest, before, width - rest);
                before += rows;
            }
        }
    }
}
