using ConvLens.Compute.Optimization;
using ConvLens.Compute.Products;
using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Dense;

/// <summary>One range of inputs: the signal there over all outputs, and the gradient of the weights there.</summary>
/// <param name="blocks">How the layer is cut.</param>
/// <param name="x">Inputs [N, I].</param>
/// <param name="weights">Weights [O, I].</param>
/// <param name="samples">Signal at the outputs with samples as rows, <see cref="SignalRows.OfSamples"/>.</param>
/// <param name="signals">The same with outputs as rows, <see cref="SignalRows.OfOutputs"/>.</param>
/// <param name="dx">Signal at the inputs [N, I], or null.</param>
/// <param name="sink">Where the gradient of the weights goes, or null.</param>
internal readonly unsafe struct DenseBackwardKernel(DenseBlocks blocks, float* x, float* weights, float* samples, float* signals, float* dx, GradientSink? sink) : IKernel
{
    private const int Width = PanelMatrix.PanelWidth, BlockRows = DenseBlocks.Rows;

    // Long rows lie in pages of their own, where hardware prefetching ends.
    private const int Ahead = 2;

    /// <inheritdoc/>
    public void Run<TLanes>(int item)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        // Rows of a block that were a power of two apart would share few places of a cache.
        int first = item * blocks.Columns, columns = Math.Min(blocks.Columns, blocks.Inputs - first), whole = RoundUp.Multiple(columns, Width), pitch = whole + Width, depth = RoundUp.Multiple(blocks.Batch, PackedRows.Quad);
        int sumLength = dx is null ? 0 : blocks.Batch * whole, inputLength = sink is null ? 0 : blocks.Batch * whole;
        fixed (float* sums = Scratch.Floats(sumLength + inputLength + (BlockRows * pitch)))
        {
            float* inputs = sums + sumLength, block = inputs + inputLength;
            if (sink is not null) Pack<TLanes>(x + first, blocks.Batch, columns, inputs);
            for (int row = 0; row < blocks.Outputs; row += BlockRows)
            {
                int rows = Math.Min(BlockRows, blocks.Outputs - row);
                nint corner = ((nint)row * blocks.Inputs) + first;
                if (dx is not null)
                {
                    Pack<TLanes>(weights + corner, rows, columns, block);
                    AddSignal<TLanes>(samples + (row / BlockRows * (nint)SignalRows.BlockLength(blocks.Batch)), rows, row == 0, block, sums, whole);
                }

                if (sink is null) continue;
                // dw[o, i] = Σ_n dy[n, o] · x[n, i] for the rows of the block.
                WideBlock.Add<TLanes>(signals + ((nint)row * depth), PackedRows.GroupPitch<TLanes>(blocks.Batch), rows, inputs, blocks.Batch * Width, blocks.Batch, true, null, block, pitch, whole);
                sink.Take<TLanes>(block, pitch, corner, blocks.Inputs, rows, columns);
            }

            if (dx is not null) Store<TLanes>(sums, columns, dx + first);
        }
    }

    /// <summary>dx[n, i] += Σ_o dy[n, o] · w[o, i] over the rows of a block. All samples' sums of a tile's columns are neighbours, as they are used.</summary>
    private void AddSignal<TLanes>(float* a, int rows, bool begin, float* block, float* sums, int columns)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        for (int column = 0, width; column < columns; column += width, block += width * rows, sums += width * blocks.Batch)
        {
            width = Math.Min(Step<TLanes>(), columns - column);
            WideBlock.Add<TLanes>(a, PackedRows.GroupPitch<TLanes>(BlockRows), blocks.Batch, block, rows * Width, rows, begin, null, sums, width, width);
        }
    }

    private void Store<TLanes>(float* sums, int columns, float* to)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        for (int column = 0, width; column < columns; column += width)
        {
            width = Math.Min(Step<TLanes>(), RoundUp.Multiple(columns - column, Width));
            for (int n = 0, count = Math.Min(width, columns - column); n < blocks.Batch; n++, sums += width)
                new ReadOnlySpan<float>(sums, count).CopyTo(new(to + ((nint)n * blocks.Inputs) + column, count));
        }
    }

    /// <summary>Columns of a tile.</summary>
    private static int Step<TLanes>()
        where TLanes : unmanaged, ILanes<TLanes> => typeof(TLanes) == typeof(Lanes512) ? WideTile.Columns : Width;

    /// <summary>Rows of I numbers, of which <paramref name="columns"/> are taken, into panels; columns beyond the last are zero.</summary>
    private void Pack<TLanes>(float* from, int rows, int columns, float* panels)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        int whole = columns / Width, rest = columns % Width;
        nint panelLength = (nint)rows * Width, ahead = (nint)Ahead * blocks.Inputs;
        for (int row = 0; row < rows; row++, from += blocks.Inputs, panels += Width)
        {
            float* source = from, to = panels;
            for (int panel = 0; panel < whole; panel++, source += Width, to += panelLength)
            {
                Prefetch.Near(source + ahead);
                TLanes.Load(source).Store(to);
            }

            for (int j = 0; rest > 0 && j < Width; j++) to[j] = j < rest ? source[j] : 0;
        }
    }
}
