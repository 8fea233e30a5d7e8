using ConvLens.Compute.Normalization;
using ConvLens.Compute.Products;
using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Simd;
using ConvLens.Compute.Tensors;

namespace ConvLens.Compute.Convolution;

/// <summary>Weight gradients of convolutions with many outputs.</summary>
/// <remarks>
/// A product whose reduction runs over pixels: row k of A is one tap of the patch as it moves over the picture, read in place; B is dy in panels, which is how it lies if there are 16 outputs.
/// The batch is cut into fixed chunks whose partial sums are added in order, so the result does not depend on the number of threads.
/// </remarks>
public sealed unsafe class WideWeightGradient : ConvolutionWeightGradient
{
    private const int TileColumns = 2 * PanelMatrix.PanelWidth, ItemTiles = 12, ItemTaps = ItemTiles * Tile.Rows, MostPartialFloats = 1 << 22, BandFloats = 1 << 13, MostCopies = 4;

    private readonly ConvolutionGeometry _geometry;
    private readonly Tensor? _padded;
    private readonly PanelMatrix? _signal;
    private readonly Tensor _partial;
    private readonly int[] _tapOffsets, _rowOffsets;
    private readonly int _chunks, _chunkImages;

    /// <summary>Takes the workspace for one geometry.</summary>
    public WideWeightGradient(ConvolutionGeometry geometry)
    {
        // Lines that few items read are copied by each of them, near the cache, rather than into a padded picture in memory.
        (_geometry, _padded) = (geometry, geometry.HasPadding && TapBlocks(geometry) * RoundUp.Quotient(geometry.GroupOutputs, TileColumns) > MostCopies ? new(geometry.Padded) : null);
        int images = geometry.Input.N, weights = geometry.PatchLength * geometry.Outputs;
        _chunkImages = RoundUp.Quotient(images, Math.Clamp(MostPartialFloats / weights, 1, MostChunks));
        _chunks = RoundUp.Quotient(images, _chunkImages);
        _signal = geometry is { Groups: 1, Outputs: PanelMatrix.PanelWidth } ? null : new(geometry.OutputRows * geometry.OutputColumns, geometry.GroupOutputs, images * geometry.Groups);
        _partial = new([_chunks, geometry.Groups, geometry.PatchLength, geometry.GroupOutputs]);
        int[] runs = geometry.PatchRuns();
        _tapOffsets = [.. runs.SelectMany(run => Enumerable.Range(run, geometry.RunLength))];
        int rowPitch = geometry.StrideRows * geometry.PaddedColumns * geometry.Input.C;
        _rowOffsets = [.. Enumerable.Range(0, geometry.OutputRows).Select(row => row * rowPitch)];
    }

    /// <summary>Whether the signal is read where it lies, and so may be changed on the way.</summary>
    internal bool NormalizesSignal => _signal is null;

    /// <inheritdoc/>
    public override void Run(Scheduler scheduler, ReadOnlySpan<float> input, ReadOnlySpan<float> outputSignal, Span<float> weightGradient) => Run(scheduler, input, outputSignal, default, weightGradient);

    /// <summary>As <see cref="Run(Scheduler, ReadOnlySpan{float}, ReadOnlySpan{float}, Span{float})"/>, with a signal that a normalization makes of what is given, where <see cref="NormalizesSignal"/>.</summary>
    internal void Run(Scheduler scheduler, ReadOnlySpan<float> input, ReadOnlySpan<float> outputSignal, RectifiedAffine normalization, Span<float> weightGradient)
    {
        ConvolutionGeometry g = _geometry;
        Require.Length(input.Length, g.Input.Length, nameof(input));
        Require.Length(outputSignal.Length, g.Output.Length, nameof(outputSignal));
        Require.Length(weightGradient.Length, g.PatchLength * g.Outputs, nameof(weightGradient));
        int pixels = g.OutputRows * g.OutputColumns, panels = RoundUp.Quotient(g.GroupOutputs, PanelMatrix.PanelWidth), tapBlocks = TapBlocks(g);
        if (_padded is not null) Padding.Fill(scheduler, g, input, _padded.Span);
        _signal?.Pack(scheduler, outputSignal, rowStride: g.Outputs, columnStride: 1, matrixStride: pixels * g.Outputs, inner: g.Groups, innerStride: g.GroupOutputs);
        fixed (float* x = _padded is null ? input : _padded.Values, dy = _signal is null ? outputSignal : _signal.Values, partial = _partial.Span, dw = weightGradient, f = Scratch.Shared(AffineReader.FactorsLength(normalization)))
        fixed (int* taps = _tapOffsets, rows = _rowOffsets)
        {
            scheduler.Run(new PartialKernel(g, x, _padded is not null || !g.HasPadding, dy, new(normalization, f), partial, taps, rows, pixels * PanelMatrix.PanelWidth, panels, tapBlocks, _chunkImages), _chunks * g.Groups * tapBlocks);
            scheduler.Run(new SumKernel(g, partial, dw, panels, _chunks), g.Groups * panels);
        }
    }

    private static int TapBlocks(ConvolutionGeometry geometry) => RoundUp.Quotient(geometry.PatchLength, ItemTaps);

    private readonly struct PartialKernel(
        ConvolutionGeometry geometry, float* x, bool padded, float* dy, AffineReader reader, float* partial, int* taps, int* rowOffsets, int panelLength, int panels, int tapBlocks, int chunkImages) : IKernel
    {
        public void Run<TLanes>(int item)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            (int chunkGroup, int block) = int.DivRem(item, tapBlocks);
            (int chunk, int group) = int.DivRem(chunkGroup, geometry.Groups);
            int first = block * ItemTaps, end = Math.Min(first + ItemTaps, geometry.PatchLength), outputs = geometry.GroupOutputs;
            int firstImage = chunk * chunkImages, endImage = Math.Min(firstImage + chunkImages, geometry.Input.N);
            // All taps of an item see a band of rows while it is near; each sum's order is that of images and rows all the same.
            int step = geometry.StrideColumns * geometry.Input.C, bandRows = Math.Min(geometry.OutputRows, Math.Max(1, BandFloats / (geometry.OutputColumns * PanelMatrix.PanelWidth)));
            float** rows = stackalloc float*[Tile.Rows];
            float* memory = stackalloc float[ItemTiles * TileSums.Length];
            int linesLength = padded ? 0 : InputRows(bandRows) * LineLength, signalLength = reader.IsThere ? bandRows * geometry.OutputColumns * PanelMatrix.PanelWidth : 0;
            fixed (float* lines = Scratch.Floats(linesLength + signalLength))
                for (int o = 0; o < outputs; o += TileColumns)
                {
                    int columns = Math.Min(TileColumns, outputs - o);
                    for (int tile = 0; tile < ItemTiles; tile++) Sums(tile).Start(null, columns);
                    for (int n = firstImage; n < endImage; n++)
                        for (int row = 0; row < geometry.OutputRows; row += bandRows)
                        {
                            int count = Math.Min(bandRows, geometry.OutputRows - row);
                            float* band = Band<TLanes>(n, row, count, lines) + (group * geometry.GroupChannels);
                            float* panel = dy + ((((((long)n * geometry.Groups) + group) * panels) + (o / PanelMatrix.PanelWidth)) * panelLength) + ((long)row * geometry.OutputColumns * PanelMatrix.PanelWidth);
                            if (reader.IsThere)
                            {
                                reader.Copy<TLanes>(panel, 0, count * geometry.OutputColumns * PanelMatrix.PanelWidth, lines + linesLength);
                                panel = lines + linesLength;
                            }

                            for (int tap = first; tap < end; tap += Tile.Rows)
                            {
                                for (int i = 0; i < Tile.Rows; i++) rows[i] = band + taps[Math.Min(tap + i, end - 1)];
                                Sums((tap - first) / Tile.Rows).Accumulate<TLanes>(rows, rowOffsets, count, geometry.OutputColumns, step, panel, panelLength, columns);
                            }
                        }

                    for (int tap = first; tap < end; tap++)
                        Sums((tap - first) / Tile.Rows).Store<TLanes>((tap - first) % Tile.Rows, partial + ((((long)chunkGroup * geometry.PatchLength) + tap) * outputs) + o, columns);
                }

            TileSums Sums(int tile) => new(memory + (tile * TileSums.Length));
        }

        private int LineLength => PaddedLines.Length(geometry);

        private int InputRows(int outputRows) => ((outputRows - 1) * geometry.StrideRows) + (geometry.DilationRows * (geometry.KernelRows - 1)) + 1;

        /// <summary>The padded lines that a band of output rows sees: where they lie, or copied.</summary>
        private float* Band<TLanes>(int image, int row, int count, float* lines)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            int first = (image * geometry.PaddedRows) + (row * geometry.StrideRows);
            if (padded) return x + ((long)first * LineLength);
            PaddedLines.Copy<TLanes>(geometry, x, first, InputRows(count), lines);
            return lines;
        }
    }

    /// <summary>Adds the chunks' sums for up to sixteen outputs of a group, and turns them into the order of weights.</summary>
    private readonly struct SumKernel(ConvolutionGeometry geometry, float* partial, float* dw, int panels, int chunks) : IKernel
    {
        public void Run<TLanes>(int item)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            const int Width = PanelMatrix.PanelWidth;
            (int group, int panel) = int.DivRem(item, panels);
            int outputs = Math.Min(Width, geometry.GroupOutputs - (panel * Width));
            long chunkLength = (long)geometry.PatchLength * geometry.Outputs;
            float* sums = stackalloc float[Width], from = partial + ((long)group * geometry.PatchLength * geometry.GroupOutputs) + (panel * Width);
            float* to = dw + (((long)group * geometry.GroupOutputs) + (panel * Width)) * geometry.PatchLength;
            for (int k = 0; k < geometry.PatchLength; k++, from += geometry.GroupOutputs, to++)
            {
                if (outputs == Width)
                {
                    TLanes sum = TLanes.Broadcast(0);
                    for (int chunk = 0; chunk < chunks; chunk++) sum += TLanes.Load(from + (chunk * chunkLength));
                    sum.Store(sums);
                }
                else
                    for (int o = 0; o < outputs; o++)
                    {
                        sums[o] = 0;
                        for (int chunk = 0; chunk < chunks; chunk++) sums[o] += from[(chunk * chunkLength) + o];
                    }

                for (int o = 0; o < outputs; o++) to[(long)o * geometry.PatchLength] = sums[o];
            }
        }
    }
}
