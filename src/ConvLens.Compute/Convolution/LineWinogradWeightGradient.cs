using ConvLens.Compute.Normalization;
using ConvLens.Compute.Products;
using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Simd;
using ConvLens.Compute.Tensors;

namespace ConvLens.Compute.Convolution;

/// <summary>Weight gradients of convolutions with kernels three wide by <see cref="LineWinograd"/>: half of the products, summed over all tiles before they are transformed back.</summary>
/// <remarks>
/// <code>
/// du[p, r, c, o] = Σ over tiles of v[p, line + r, c] · m[p, o]      m = A·dy, dg = Gᵀ·du
/// </code>
/// An item takes a chunk of the batch's blocks of tiles for a few channels and outputs. Chunks are fixed, and their partial sums are added in order.
/// </remarks>
public sealed unsafe class LineWinogradWeightGradient : ConvolutionWeightGradient
{
    private const int Points = LineWinograd.Points, Width = PanelMatrix.PanelWidth;

    // Channels and panels of an item: its sums stay in the second-level cache.
    private const int MostChannels = 32, MostPanels = 8, FewestItems = 16;

    // With shorter lines or fewer numbers the transforms cost more than they save.
    private const int FewestColumns = 8, FewestKernels = 128;

    private readonly ConvolutionGeometry _geometry;
    private readonly LineWinogradTiles _tiles;
    private readonly Tensor _partial, _signals;
    private readonly int _chunks, _chunkBlocks;

    /// <summary>Takes the workspace for one geometry.</summary>
    public LineWinogradWeightGradient(ConvolutionGeometry geometry)
    {
        (_geometry, _tiles) = (geometry, new(geometry));
        int blocks = geometry.Input.N * _tiles.Blocks;
        _chunkBlocks = RoundUp.Quotient(blocks, Math.Min(blocks, RoundUp.Quotient(FewestItems, Parts * Groups)));
        _chunks = RoundUp.Quotient(blocks, _chunkBlocks);
        _partial = new([_chunks, Points, geometry.KernelRows * geometry.Input.C, geometry.Outputs]);
        _signals = new([_chunks, geometry.Outputs]);
    }

    /// <summary>Whether the kernels are three wide, of stride and dilation 1 and one group, channels come by eights and outputs by sixteens, and lines are a few tiles long.</summary>
    public static bool Suits(ConvolutionGeometry geometry) =>
        LineWinograd.Fits(geometry) && geometry.Outputs % Width == 0 && geometry.OutputColumns >= FewestColumns && geometry.Input.C * geometry.Outputs >= FewestKernels;

    /// <inheritdoc/>
    public override void Run(Scheduler scheduler, ReadOnlySpan<float> input, ReadOnlySpan<float> outputSignal, Span<float> weightGradient) => Run(scheduler, input, outputSignal, weightGradient, default);

    /// <inheritdoc/>
    public override void Run(Scheduler scheduler, ReadOnlySpan<float> input, ReadOnlySpan<float> outputSignal, Span<float> weightGradient, Span<float> biasGradient) =>
        RunNormalized(scheduler, input, default, outputSignal, weightGradient, biasGradient);

    /// <summary>Items hold their input in a near cache, and so may change it on the way.</summary>
    public override bool Normalizes => true;

    /// <inheritdoc/>
    public override void RunNormalized(
        Scheduler scheduler, ReadOnlySpan<float> input, RectifiedAffine normalization, ReadOnlySpan<float> outputSignal, Span<float> weightGradient, Span<float> biasGradient)
    {
        normalization.RequireColumnsOf(_geometry.Input);
        Require.Length(input.Length, _geometry.Input.Length, nameof(input));
        Require.Length(outputSignal.Length, _geometry.Output.Length, nameof(outputSignal));
        Require.Length(weightGradient.Length, _geometry.PatchLength * _geometry.Outputs, nameof(weightGradient));
        if (!biasGradient.IsEmpty) Require.Length(biasGradient.Length, _geometry.Outputs, nameof(biasGradient));
        fixed (float* x = input, dy = outputSignal, partial = _partial.Span, signals = _signals.Span, dw = weightGradient, db = biasGradient, f = Scratch.Shared(AffineReader.FactorsLength(normalization)))
        {
            scheduler.Run(new PartialKernel(this, x, new(normalization, f), dy, partial, signals), _chunks * Parts * Groups);
            scheduler.Run(new FinishKernel(_geometry, partial, signals, _chunks, dw, db), _geometry.Outputs / Width);
        }
    }

    private int Parts => RoundUp.Quotient(_geometry.Input.C, MostChannels);

    private int Groups => RoundUp.Quotient(_geometry.Outputs, MostPanels * Width);

    private readonly struct PartialKernel(LineWinogradWeightGradient owner, float* x, AffineReader reader, float* dy, float* partial, float* signals) : IKernel
    {
        public void Run<TLanes>(int item)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            ConvolutionGeometry geometry = owner._geometry;
            (int chunkPart, int group) = int.DivRem(item, owner.Groups);
            (int chunk, int part) = int.DivRem(chunkPart, owner.Parts);
            int channel = part * MostChannels, channels = Math.Min(MostChannels, geometry.Input.C - channel), output = group * MostPanels * Width, outputs = Math.Min(MostPanels * Width, geometry.Outputs - output);
            int taps = geometry.KernelRows * channels, tiles = RoundUp.Quotient(taps, Tile.Rows), panels = outputs / Width;
            int sumLength = Points * tiles * panels * Tile.SumLength, inputLength = Points * owner._tiles.InputPlaces * channels, signalLength = Points * owner._tiles.BlockPlaces * outputs;
            fixed (float* sums = Scratch.Floats(sumLength + inputLength + signalLength + owner._tiles.LineLength))
            {
                float* v = sums + sumLength, m = v + inputLength, signal = signals + ((long)chunk * geometry.Outputs) + output;
                new Span<float>(sums, sumLength).Clear();
                if (part == 0) new Span<float>(signal, outputs).Clear();
                for (int block = chunk * owner._chunkBlocks, end = Math.Min(block + owner._chunkBlocks, geometry.Input.N * owner._tiles.Blocks); block < end; block++)
                {
                    int places = Add<TLanes>(block, channel, channels, output, outputs, sums, v, m, m + signalLength);
                    if (part == 0) AddSignals<TLanes>(m, outputs, places, signal);
                }

                for (int point = 0; point < Points; point++)
                    for (int tap = 0; tap < taps; tap++)
                    {
                        float* from = sums + (((((point * tiles) + (tap / Tile.Rows)) * panels * Tile.Rows) + (tap % Tile.Rows)) * Width);
                        long kernel = (((((long)chunk * Points) + point) * geometry.KernelRows) + (tap / channels)) * geometry.Input.C;
                        float* to = partial + ((kernel + channel + (tap % channels)) * geometry.Outputs) + output;
                        for (int panel = 0; panel < panels; panel++, from += Tile.SumLength, to += Width) TLanes.Load(from).Store(to);
                    }
            }
        }

        /// <summary>Adds what a block of tiles gives; sums lie point by point, by six taps, panel by panel.</summary>
        /// <returns>The tiles.</returns>
        private int Add<TLanes>(int item, int channel, int channels, int output, int outputs, float* sums, float* v, float* m, float* near)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            ConvolutionGeometry geometry = owner._geometry;
            (int n, int block) = int.DivRem(item, owner._tiles.Blocks);
            (int line, int lines, int tile, int tiles) = owner._tiles.Place(block);
            int inputLines = lines + geometry.KernelRows - 1, taps = geometry.KernelRows * channels, panelLength = lines * tiles * Width, offset = 0;
            nint linePitch = (nint)tiles * channels, pointPitch = inputLines * linePitch;
            float* picture = x + ((long)n * geometry.Input.H * geometry.Input.W * geometry.Input.C);
            owner._tiles.TransformInput<TLanes>(picture, channel, channels, line, inputLines, tile, tiles, v, linePitch, channels, pointPitch, reader, near);
            owner._tiles.TransformSignal(dy + ((long)n * geometry.OutputRows * geometry.OutputColumns * geometry.Outputs) + output, outputs, line, lines, tile, tiles, m);
            float** rows = stackalloc float*[Tile.Rows];
            nint* offsets = stackalloc nint[taps];
            for (int row = 0; row < geometry.KernelRows; row++)
                for (int c = 0; c < channels; c++) offsets[(row * channels) + c] = (row * linePitch) + c;
            for (int point = 0; point < Points; point++, v += pointPitch, m += panelLength / Width * outputs)
                for (int tap = 0; tap < taps; tap += Tile.Rows)
                {
                    for (int i = 0; i < Tile.Rows; i++) rows[i] = v + offsets[Math.Min(tap + i, taps - 1)];
                    float* panel = m;
                    for (int left = outputs; left > 0; left -= 2 * Width, panel += 2 * panelLength, sums += 2 * Tile.SumLength)
                        if (left > Width) Tile.AccumulateTwo<TLanes>(rows, &offset, 1, lines * tiles, channels, panel, Width, panelLength, sums);
                        else Tile.Accumulate<TLanes>(rows, &offset, 1, lines * tiles, channels, panel, Width, sums);
                    if (outputs % (2 * Width) != 0) sums -= Tile.SumLength;
                }

            return lines * tiles;
        }

        /// <summary>The sum of the signal: at the point 1, A·dy adds up the four of a tile.</summary>
        private static void AddSignals<TLanes>(float* m, int outputs, int places, float* to)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            m += places * outputs;
            for (int o = 0; o < outputs; o += Width)
            {
                TLanes sum = TLanes.Load(to + o);
                for (int place = 0; place < places; place++, m += Width) sum += TLanes.Load(m);
                sum.Store(to + o);
            }
        }
    }

    /// <summary>dw[o, r, j, c] and db[o] of sixteen outputs from the chunks' sums.</summary>
    private readonly struct FinishKernel(ConvolutionGeometry geometry, float* partial, float* signals, int chunks, float* dw, float* db) : IKernel
    {
        public void Run<TLanes>(int item)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            int channels = geometry.Input.C, kernels = geometry.KernelRows * channels, length = kernels * geometry.Outputs;
            float* u = stackalloc float[Points * Width], from = partial + (item * Width);
            if (db is not null) Sum<TLanes>(signals + (item * Width), geometry.Outputs, db + (item * Width));
            for (int kernel = 0; kernel < kernels; kernel++, from += geometry.Outputs)
            {
                for (int point = 0; point < Points; point++) Sum<TLanes>(from + ((nint)point * length), (nint)Points * length, u + (point * Width));

                LineWinograd.Gradient<TLanes>(u);
                float* to = dw + ((((long)item * Width * geometry.KernelRows) + (kernel / channels)) * LineWinograd.Taps * channels) + (kernel % channels);
                for (int o = 0; o < Width; o++, to += geometry.PatchLength)
                    for (int tap = 0; tap < LineWinograd.Taps; tap++) to[tap * channels] = u[(tap * Width) + o];
            }
        }

        /// <summary>Sixteen sums over the chunks.</summary>
        private void Sum<TLanes>(float* from, nint pitch, float* to)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            TLanes sum = TLanes.Broadcast(0);
            for (int chunk = 0; chunk < chunks; chunk++) sum += TLanes.Load(from + (chunk * pitch));
            sum.Store(to);
        }
    }
}
