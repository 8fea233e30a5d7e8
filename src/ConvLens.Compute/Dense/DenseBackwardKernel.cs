using ConvLens.Compute.Optimization;
using ConvLens.Compute.Products;
using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Dense;

/// <summary>One range of inputs: the signal there over all outputs, and the gradient of the weights there.</summary>
/// <param name="blocks">How the layer is cut.</param>
/// <param name="x">Inputs [N, I].</param>
/// <param name="weights">Weights [O, I].</param>
/// <param name="dy">Signal at the outputs [N, O].</param>
/// <param name="signals">The same in panels of 16 outputs.</param>
/// <param name="dx">Signal at the inputs [N, I], or null.</param>
/// <param name="sink">Where the gradient of the weights goes, or null.</param>
internal readonly unsafe struct DenseBackwardKernel(DenseBlocks blocks, float* x, float* weights, float* dy, float* signals, float* dx, GradientSink? sink) : IKernel
{
    private const int Width = PanelMatrix.PanelWidth;

    /// <inheritdoc/>
    public void Run<TLanes>(int item)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        int first = item * blocks.Columns, columns = Math.Min(blocks.Columns, blocks.Inputs - first), whole = (columns + Width - 1) / Width * Width;
        int sumLength = dx is null ? 0 : DenseBlocks.WholeTiles(blocks.Batch) * whole, sampleLength = sink is null ? 0 : blocks.Batch * whole;
        fixed (float* sums = Scratch.Floats(sumLength + sampleLength + (blocks.Rows * whole)))
        {
            float* samples = sums + sumLength, block = samples + sampleLength;
            new Span<float>(sums, sumLength).Clear();
            if (sink is not null) Pack<TLanes>(x + first, blocks.Batch, columns, samples);
            for (int row = 0; row < blocks.Outputs; row += blocks.Rows)
            {
                int rows = Math.Min(blocks.Rows, blocks.Outputs - row);
                nint corner = ((nint)row * blocks.Inputs) + first;
                if (dx is not null)
                {
                    Pack<TLanes>(weights + corner, rows, columns, block);
                    AddSignal<TLanes>(row, rows, whole / Width, block, sums);
                }

                if (sink is null) continue;
                Gradient<TLanes>(row, rows, whole, samples, block);
                sink.Take<TLanes>(block, whole, corner, blocks.Inputs, rows, columns);
            }

            if (dx is not null) Store<TLanes>(sums, columns, whole / Width, dx + first);
        }
    }

    /// <summary>Rows of I numbers, of which <paramref name="columns"/> are taken, into panels; columns beyond the last are zero.</summary>
    private void Pack<TLanes>(float* from, int rows, int columns, float* panels)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        int whole = columns / Width, rest = columns % Width;
        nint panelLength = (nint)rows * Width;
        for (int row = 0; row < rows; row++, from += blocks.Inputs, panels += Width)
        {
            float* source = from, to = panels;
            for (int panel = 0; panel < whole; panel++, source += Width, to += panelLength) TLanes.Load(source).Store(to);
            for (int j = 0; rest > 0 && j < Width; j++) to[j] = j < rest ? source[j] : 0;
        }
    }

    /// <summary>dx[n, i] += Σ_o dy[n, o] · w[o, i] over the rows of a block; the sums lie as tiles.</summary>
    private void AddSignal<TLanes>(int firstRow, int rows, int panels, float* block, float* sums)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        int zero = 0, panelLength = rows * Width;
        float** a = stackalloc float*[Tile.Rows];
        for (int panel = 0; panel < panels; panel += 2, block += 2 * panelLength)
            for (int tile = 0; tile < blocks.Batch; tile += Tile.Rows)
            {
                // Samples beyond the last repeat it; their sums are not stored.
                for (int i = 0; i < Tile.Rows; i++) a[i] = dy + ((long)Math.Min(tile + i, blocks.Batch - 1) * blocks.Outputs) + firstRow;
                float* to = sums + (((tile / Tile.Rows * panels) + panel) * Tile.SumLength);
                if (panel + 1 < panels) Tile.AccumulateTwo<TLanes>(a, &zero, 1, rows, 1, block, Width, panelLength, to);
                else Tile.Accumulate<TLanes>(a, &zero, 1, rows, 1, block, Width, to);
            }
    }

    /// <summary>dw[o, i] = Σ_n dy[n, o] · x[n, i] for the rows of a block.</summary>
    private void Gradient<TLanes>(int firstRow, int rows, int columns, float* samples, float* block)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        int zero = 0, panelLength = blocks.Batch * Width;
        float** a = stackalloc float*[Tile.Rows];
        float* memory = stackalloc float[TileSums.Length];
        TileSums sums = new(memory);
        for (int column = 0; column < columns; column += 2 * Width, samples += 2 * panelLength)
            for (int tile = 0; tile < rows; tile += Tile.Rows)
            {
                int width = Math.Min(2 * Width, columns - column);
                for (int i = 0; i < Tile.Rows; i++)
                {
                    (int panel, int lane) = int.DivRem(firstRow + Math.Min(tile + i, rows - 1), Width);
                    a[i] = signals + ((long)panel * panelLength) + lane;
                }

                sums.Start(null, width);
                sums.Accumulate<TLanes>(a, &zero, 1, blocks.Batch, Width, samples, panelLength, width);
                for (int i = 0; i < Tile.Rows && tile + i < rows; i++) sums.Store<TLanes>(i, block + ((tile + i) * columns) + column, width);
            }
    }

    private void Store<TLanes>(float* sums, int columns, int panels, float* to)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        for (int n = 0; n < blocks.Batch; n++, to += blocks.Inputs)
        {
            float* from = sums + (((n / Tile.Rows * panels * Tile.Rows) + (n % Tile.Rows)) * Width);
            for (int column = 0; column < columns; column += Width, from += Tile.SumLength)
                if (columns - column >= Width) TLanes.Load(from).Store(to + column);
                else new ReadOnlySpan<float>(from, columns - column).CopyTo(new(to + column, columns - column));
        }
    }
}
