using ConvLens.Compute.Products;
using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Simd;
using ConvLens.Compute.Tensors;

namespace ConvLens.Compute.Convolution;

/// <summary>Weight gradients of convolutions of stride 1 with few outputs: lanes are the taps of a kernel row.</summary>
/// <remarks>
/// <code>
/// dw[o, i, j] += Σ_x dy[o, r − i, x] · line_r[x · C + j]     for every line r of the padded picture; j: columns and channels of a kernel row
/// </code>
/// Six pairs (o, i) are the rows of a tile. The signal lies in planes with lines of zeros above and below, so that every line meets every kernel row.
/// </remarks>
public sealed unsafe class NarrowWeightGradient : ConvolutionWeightGradient
{
    private const int TileColumns = 2 * PanelMatrix.PanelWidth, FewestColumns = 16;

    private readonly ConvolutionGeometry _geometry;
    private readonly Tensor _partial;
    private readonly int _chunks, _chunkImages, _rowBlocks, _columnBlocks;

    /// <summary>Takes the workspace for one geometry.</summary>
    public NarrowWeightGradient(ConvolutionGeometry geometry)
    {
        _geometry = geometry;
        _chunkImages = RoundUp.Quotient(geometry.Input.N, MostChunks);
        _chunks = RoundUp.Quotient(geometry.Input.N, _chunkImages);
        (_rowBlocks, _columnBlocks) = Blocks(geometry);
        _partial = new([_chunks, _rowBlocks, _columnBlocks, TileSums.Length]);
    }

    /// <summary>Whether the geometry has stride 1, no dilation, one group, and so few outputs that lanes are better filled this way.</summary>
    public static bool Suits(ConvolutionGeometry geometry)
    {
        if (geometry is not { StrideRows: 1, StrideColumns: 1, DilationRows: 1, DilationColumns: 1, Groups: 1 } || geometry.OutputColumns < FewestColumns) return false;
        (int rowBlocks, int columnBlocks) = Blocks(geometry);
        double here = (double)geometry.Outputs * geometry.PatchLength / ((double)rowBlocks * Tile.Rows * columnBlocks * TileColumns);
        double there = (double)geometry.Outputs / RoundUp.Multiple(geometry.Outputs, PanelMatrix.PanelWidth);
        return here > there;
    }

    /// <inheritdoc/>
    public override void Run(Scheduler scheduler, ReadOnlySpan<float> input, ReadOnlySpan<float> outputSignal, Span<float> weightGradient)
    {
        ConvolutionGeometry g = _geometry;
        Require.Length(input.Length, g.Input.Length, nameof(input));
        Require.Length(outputSignal.Length, g.Output.Length, nameof(outputSignal));
        Require.Length(weightGradient.Length, g.PatchLength * g.Outputs, nameof(weightGradient));
        fixed (float* x = input, dy = outputSignal, partial = _partial.Span)
            scheduler.Run(new Kernel(g, x, dy, partial, _chunkImages, _rowBlocks, _columnBlocks), _chunks);
        int pairs = g.Outputs * g.KernelRows, taps = g.KernelColumns * g.Input.C, chunkLength = _partial.Length / _chunks;
        for (int pair = 0; pair < pairs; pair++)
            for (int j = 0; j < taps; j++)
            {
                int tile = ((pair / Tile.Rows * _columnBlocks) + (j / TileColumns)) * TileSums.Length, lane = j % TileColumns;
                int place = tile + (lane / PanelMatrix.PanelWidth * Tile.SumLength) + (pair % Tile.Rows * PanelMatrix.PanelWidth) + (lane % PanelMatrix.PanelWidth);
                float sum = 0;
                for (int chunk = 0; chunk < _chunks; chunk++) sum += _partial.Values[(chunk * chunkLength) + place];
                weightGradient[(pair * taps) + j] = sum;
            }
    }

    private static (int Rows, int Columns) Blocks(ConvolutionGeometry geometry) =>
        (RoundUp.Quotient(geometry.Outputs * geometry.KernelRows, Tile.Rows), RoundUp.Quotient(geometry.KernelColumns * geometry.Input.C, TileColumns));

    private readonly struct Kernel(ConvolutionGeometry geometry, float* x, float* dy, float* partial, int chunkImages, int rowBlocks, int columnBlocks) : IKernel
    {
        private int SignalRows => geometry.OutputRows + (2 * (geometry.KernelRows - 1));

        public void Run<TLanes>(int item)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            int lineLength = geometry.PaddedColumns * geometry.Input.C, pictureLength = geometry.PaddedRows * lineLength;
            int planeLength = SignalRows * geometry.OutputColumns;
            float* sums = partial + ((long)item * rowBlocks * columnBlocks * TileSums.Length);
            new Span<float>(sums, rowBlocks * columnBlocks * TileSums.Length).Clear();
            // A tile reads up to its width beyond the last line.
            Span<float> scratch = Scratch.Floats(pictureLength + TileColumns + (geometry.Outputs * planeLength));
            scratch.Clear();
            fixed (float* picture = scratch)
            {
                float* planes = picture + pictureLength + TileColumns;
                for (int n = item * chunkImages; n < Math.Min((item + 1) * chunkImages, geometry.Input.N); n++)
                {
                    Lay(n, picture, lineLength, planes, planeLength);
                    for (int block = 0; block < rowBlocks; block++)
                        for (int line = 0; line < geometry.PaddedRows; line++)
                            AddLine<TLanes>(block, line, picture + ((long)line * lineLength), planes, planeLength, sums + ((long)block * columnBlocks * TileSums.Length));
                }
            }
        }

        /// <summary>One picture into its padding, its signal into planes.</summary>
        private void Lay(int n, float* picture, int lineLength, float* planes, int planeLength)
        {
            int inputLine = geometry.Input.W * geometry.Input.C, columns = geometry.OutputColumns, outputs = geometry.Outputs;
            for (int row = 0; row < geometry.Input.H; row++)
                new ReadOnlySpan<float>(x + ((((long)n * geometry.Input.H) + row) * inputLine), inputLine)
                    .CopyTo(new(picture + ((long)(row + geometry.PadTop) * lineLength) + (geometry.PadLeft * geometry.Input.C), inputLine));
            for (int o = 0; o < outputs; o++)
                for (int row = 0; row < geometry.OutputRows; row++)
                {
                    float* from = dy + ((((long)n * geometry.OutputRows) + row) * columns * outputs) + o;
                    float* to = planes + ((long)o * planeLength) + ((long)(row + geometry.KernelRows - 1) * columns);
                    for (int column = 0; column < columns; column++) to[column] = from[(long)column * outputs];
                }
        }

        private void AddLine<TLanes>(int block, int line, float* numbers, float* planes, int planeLength, float* sums)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            int pairs = geometry.Outputs * geometry.KernelRows, zero = 0;
            float** rows = stackalloc float*[Tile.Rows];
            for (int i = 0; i < Tile.Rows; i++)
            {
                (int o, int kernelRow) = int.DivRem(Math.Min((block * Tile.Rows) + i, pairs - 1), geometry.KernelRows);
                rows[i] = planes + ((long)o * planeLength) + ((long)(line - kernelRow + geometry.KernelRows - 1) * geometry.OutputColumns);
            }

            for (int column = 0; column < columnBlocks; column++)
                Tile.AccumulateTwo<TLanes>(
                    rows, &zero, 1, geometry.OutputColumns, 1, numbers + (column * TileColumns), geometry.Input.C, PanelMatrix.PanelWidth, sums + (column * TileSums.Length));
        }
    }
}
