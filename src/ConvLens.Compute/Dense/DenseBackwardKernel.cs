using ConvLens.Compute.Optimization;
using ConvLens.Compute.Products;
using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Dense;

/// <summary>One range of inputs: the signal there over all outputs, and the gradient of the weights there.</summary>
/// <param name="blocks">How the layer is cut.</param>
/// <param name="x">Inputs [N, I].</param>
/// <param name="weights">Weights [O, I].</param>
/// <param name="signals">Signal at the outputs in panels of 16: output o of sample n at <c>⌊o / 16⌋ · 16 · N + 16 · n + o mod 16</c>.</param>
/// <param name="dx">Signal at the inputs [N, I], or null.</param>
/// <param name="sink">Where the gradient of the weights goes, or null.</param>
internal readonly unsafe struct DenseBackwardKernel(DenseBlocks blocks, float* x, float* weights, float* signals, float* dx, GradientSink? sink) : IKernel
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
        // A sample's signals lie in runs of 16; a block begins with a whole run.
        int panelLength = rows * Width, runs = rows / Width, rest = rows % Width;
        int* offsets = stackalloc int[runs + 1];
        for (int run = 0; run <= runs; run++) offsets[run] = run * blocks.Batch * Width;
        float* from = signals + ((nint)firstRow * blocks.Batch);
        float** a = stackalloc float*[Tile.Rows];
        for (int panel = 0; panel < panels; panel += 2, block += 2 * panelLength)
        {
            int width = Math.Min(2, panels - panel) * Width;
            for (int tile = 0; tile < blocks.Batch; tile += Tile.Rows)
            {
                // Samples beyond the last repeat it; their sums are not stored.
                for (int i = 0; i < Tile.Rows; i++) a[i] = from + (Math.Min(tile + i, blocks.Batch - 1) * Width);
                TileSums to = new(SumsOf(sums, panels, panel, tile));
                to.Accumulate<TLanes>(a, offsets, runs, Width, 1, block, panelLength, width);
                if (rest > 0) to.Accumulate<TLanes>(a, offsets + runs, 1, rest, 1, block + (runs * Width * Width), panelLength, width);
            }
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
            for (int panel = 0; panel < panels; panel++)
            {
                float* from = SumsOf(sums, panels, panel, n) + (n % Tile.Rows * Width);
                int column = panel * Width;
                if (columns - column >= Width) TLanes.Load(from).Store(to + column);
                else new ReadOnlySpan<float>(from, columns - column).CopyTo(new(to + column, columns - column));
            }
        }
    }

    /// <summary>The tile of a panel and a sample. Tiles lie in the order of their use: by two panels all samples', in it by six samples both panels'.</summary>
    private float* SumsOf(float* sums, int panels, int panel, int sample)
    {
        int pair = panel / 2 * 2;
        return sums + (((DenseBlocks.WholeTiles(blocks.Batch) / Tile.Rows * pair) + (sample / Tile.Rows * Math.Min(2, panels - pair)) + (panel - pair)) * Tile.SumLength);
    }
}
