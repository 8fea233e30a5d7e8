using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Normalization;

/// <summary>Means of the columns of a matrix [rows, columns] and their sums of squares about them, reading it once.</summary>
/// <remarks>
/// Each column of a few rows, while they are near, gets its own mean and squares about it, and two such pairs are joined [chan1979]:
/// <code>
/// δ = m₂ − m₁        m = m₁ + δ · n₂ / n        M = M₁ + M₂ + δ² · n₁ · n₂ / n        n = n₁ + n₂
/// </code>
/// so that nothing cancels however far from zero the numbers lie. Rows are cut into items whose pairs are joined in order, on any number of threads.
/// </remarks>
public sealed unsafe class ColumnMoments
{
    // Numbers of the rows that are read twice: a quarter of a second-level cache.
    private const int NearLength = 1 << 15;

    private readonly FoldedColumns _folded;
    private readonly float[] _partial;

    /// <summary>Takes the workspace for one size.</summary>
    /// <param name="length">Numbers of the matrix.</param>
    /// <param name="columns">Columns.</param>
    public ColumnMoments(int length, int columns)
    {
        _folded = new(length, columns);
        _partial = new float[_folded.Items * 2 * _folded.Width];
    }

    /// <summary>Means and sums of squares of parts, each a run of neighbouring columns.</summary>
    /// <param name="scheduler">Who works.</param>
    /// <param name="x">[rows, columns].</param>
    /// <param name="means">The mean of each part.</param>
    /// <param name="squares">Σ (x − mean)² of each part.</param>
    /// <exception cref="ArgumentException">A span has another length, or columns are no multiple of the parts.</exception>
    public void Run(Scheduler scheduler, ReadOnlySpan<float> x, Span<float> means, Span<float> squares)
    {
        Require.Length(x.Length, _folded.Length, nameof(x));
        Require.Length(squares.Length, means.Length, nameof(squares));
        if (_folded.Columns % means.Length != 0) throw new ArgumentException($"{_folded.Columns} columns cannot be cut into {means.Length} parts", nameof(means));
        fixed (float* px = x, partial = _partial)
        {
            scheduler.Run(new Kernel(_folded, px, partial), _folded.Items, lastFirst: true);
            scheduler.Run(new JoinKernel(_folded, partial), 1);
        }

        int run = _folded.Columns / means.Length;
        for (int part = 0; part < means.Length; part++) (means[part], squares[part]) = Join(part * run, run);
    }

    /// <summary>The moments of neighbouring columns, in double: their number is small, and each of them stands for many numbers.</summary>
    private (float Mean, float Squares) Join(int firstColumn, int run)
    {
        int width = _folded.Width, rest = _folded.Length % width, rows = _folded.Length / width;
        double count = (double)_folded.Length / _folded.Columns * run, sum = 0, squares = 0;
        for (int first = firstColumn; first < width; first += _folded.Columns)
            for (int j = first; j < first + run; j++) sum += (double)_partial[j] * (j < rest ? rows + 1 : rows);
        double mean = sum / count;
        for (int first = firstColumn; first < width; first += _folded.Columns)
            for (int j = first; j < first + run; j++)
            {
                double delta = _partial[j] - mean;
                squares += _partial[width + j] + (delta * delta * (j < rest ? rows + 1 : rows));
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

    private readonly struct Kernel(FoldedColumns folded, float* x, float* partial) : IKernel
    {
        public void Run<TLanes>(int item)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            int width = folded.Width, whole = folded.WholeRows(item), near = Math.Max(1, NearLength / width);
            float* means = partial + ((long)item * 2 * width), first = x + ((long)item * folded.ItemRows * width);
            new Span<float>(means, 2 * width).Clear();
            fixed (float* scratch = Scratch.Floats(2 * width))
            {
                for (int row = 0; row < whole; row += near) Add<TLanes>(first + ((long)row * width), Math.Min(near, whole - row), width, row, means, scratch);
                if (folded.Rest(item) is > 0 and var rest) Add<TLanes>(first + ((long)whole * width), 1, rest, whole, means, scratch);
            }
        }

        /// <summary>Joins the moments of some rows, while they are near, to those of <paramref name="before"/> rows.</summary>
        private void Add<TLanes>(float* rows, int count, int columns, int before, float* means, float* sums)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            float* newSquares = sums + folded.Width;
            float reciprocal = 1f / count;
            new Span<float>(sums, 2 * folded.Width).Clear();
            RowSums.Add<TLanes>(rows, folded.Width, count, columns, sums);
            int j = 0;
            for (; j + 16 <= columns; j += 16) (TLanes.Load(sums + j) * TLanes.Broadcast(reciprocal)).Store(sums + j);
            for (; j < columns; j++) sums[j] *= reciprocal;
            RowSums.AddSquares<TLanes>(rows, folded.Width, count, columns, sums, newSquares);
            Join<TLanes>(sums, newSquares, count, means, means + folded.Width, before, columns);
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
