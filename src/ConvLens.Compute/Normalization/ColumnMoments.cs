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
        fixed (float* px = x, partial = _partial) scheduler.Run(new Kernel(_folded, px, partial), _folded.Items);
        int run = _folded.Columns / means.Length;
        for (int part = 0; part < means.Length; part++) (means[part], squares[part]) = Join(part * run, run);
    }

    /// <summary>The moments of neighbouring columns, in double: their number is small, and each of them stands for many numbers.</summary>
    private (float Mean, float Squares) Join(int firstColumn, int run)
    {
        double count = (double)_folded.Length / _folded.Columns * run, sum = 0, squares = 0;
        for (int item = 0; item < _folded.Items; item++)
            for (int first = firstColumn; first < _folded.Width; first += _folded.Columns)
                for (int j = first; j < first + run; j++) sum += (double)RowsOf(item, j) * _partial[(item * 2 * _folded.Width) + j];
        double mean = sum / count;
        for (int item = 0; item < _folded.Items; item++)
            for (int first = firstColumn; first < _folded.Width; first += _folded.Columns)
                for (int j = first; j < first + run; j++)
                {
                    int place = (item * 2 * _folded.Width) + j;
                    double delta = _partial[place] - mean;
                    squares += _partial[place + _folded.Width] + (RowsOf(item, j) * delta * delta);
                }

        return ((float)mean, (float)squares);
    }

    private int RowsOf(int item, int column) => _folded.WholeRows(item) + (column < _folded.Rest(item) ? 1 : 0);

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
            float* squares = means + folded.Width, newSquares = sums + folded.Width;
            float share = (float)count / (before + count), reciprocal = 1f / count;
            new Span<float>(sums, 2 * folded.Width).Clear();
            RowSums.Add<TLanes>(rows, folded.Width, count, columns, sums);
            int column = 0;
            for (; column + 16 <= columns; column += 16) (TLanes.Load(sums + column) * TLanes.Broadcast(reciprocal)).Store(sums + column);
            for (; column < columns; column++) sums[column] *= reciprocal;
            RowSums.AddSquares<TLanes>(rows, folded.Width, count, columns, sums, newSquares);
            for (column = 0; column + 16 <= columns; column += 16)
            {
                TLanes mean = TLanes.Load(means + column), delta = TLanes.Load(sums + column) - mean;
                TLanes.FusedMultiplyAdd(delta, TLanes.Broadcast(share), mean).Store(means + column);
                TLanes.FusedMultiplyAdd(delta * delta, TLanes.Broadcast(share * before), TLanes.Load(squares + column) + TLanes.Load(newSquares + column)).Store(squares + column);
            }

            for (; column < columns; column++)
            {
                float delta = sums[column] - means[column];
                means[column] = MathF.FusedMultiplyAdd(delta, share, means[column]);
                squares[column] = MathF.FusedMultiplyAdd(delta * delta, share * before, squares[column] + newSquares[column]);
            }
        }
    }
}
