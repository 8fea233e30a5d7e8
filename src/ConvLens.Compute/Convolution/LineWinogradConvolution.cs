using System.Runtime.Intrinsics;
using ConvLens.Compute.Elementwise;
using ConvLens.Compute.Normalization;
using ConvLens.Compute.Products;
using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Simd;
using ConvLens.Compute.Tensors;

namespace ConvLens.Compute.Convolution;

/// <summary>Convolution with kernels three wide and rather few channels by <see cref="LineWinograd"/>: half of the products, and transforms that cost little beside them.</summary>
/// <remarks>
/// <code>
/// m[p] = Σ over kernel rows r and channels c of v[p, line + r, c] · u[p, r, c]      p = 0 … 5
/// </code>
/// An item transforms a block of the input, multiplies it point by point, and transforms the sums back, all in a near cache.
/// </remarks>
public sealed unsafe class LineWinogradConvolution : PitchedConvolution
{
    private const int Points = LineWinograd.Points, Lanes = LineWinograd.Lanes;

    // Beyond these, saving three quarters of the products is worth the transforms of WinogradConvolution.
    private const int MostFewer = 48, MostKernels = 4096;

    // With shorter lines, or in a batch whose samples can be lanes with fewer kernels, the transforms cost more than they save.
    private const int FewestColumns = 8, FewestKernels = 128;

    private readonly LineWinogradTiles _tiles;
    private readonly bool _isTall;
    private readonly int _width, _panels, _depth;
    private readonly Tensor _weights;
    private readonly float[] _bias;

    /// <summary>Takes room for the weights of one geometry.</summary>
    public LineWinogradConvolution(ConvolutionGeometry geometry)
        : base(geometry)
    {
        _isTall = geometry.Outputs == TallTile.Columns;
        _tiles = new(geometry, Together);
        _width = _isTall ? TallTile.Columns : PanelMatrix.PanelWidth;
        _panels = RoundUp.Quotient(geometry.Outputs, _width);
        _depth = geometry.KernelRows * geometry.Input.C;
        _bias = new float[_panels * _width];
        _weights = new([Points, _panels, _depth, _width]);
    }

    private int Together => _isTall ? TallTile.Together : 1;

    /// <summary>Whether the kernels are three wide, of stride and dilation 1 and one group, channels and outputs come by eights and are not too many, and lines are a few tiles long.</summary>
    public static bool Suits(ConvolutionGeometry geometry) =>
        LineWinograd.Fits(geometry) && geometry.OutputColumns >= FewestColumns && Math.Min(geometry.Input.C, geometry.Outputs) <= MostFewer
        && (long)geometry.Input.C * geometry.Outputs <= MostKernels && (geometry.Input.C * geometry.Outputs >= FewestKernels || geometry.Input.N < SampleLanes.Count);

    /// <summary>Items hold their input in a near cache, and so may change it on the way.</summary>
    public override bool Normalizes => true;

    /// <inheritdoc/>
    public override bool Reduces => true;

    /// <inheritdoc/>
    public override void Pack(Scheduler scheduler, ReadOnlySpan<float> weights)
    {
        int channels = Geometry.Input.C;
        Require.Length(weights.Length, Geometry.Outputs * Geometry.PatchLength, nameof(weights));
        Span<float> packed = _weights.Span, u = stackalloc float[Points];
        for (int o = 0; o < Geometry.Outputs; o++)
            for (int row = 0; row < Geometry.KernelRows; row++)
                for (int c = 0; c < channels; c++)
                {
                    ReadOnlySpan<float> g = weights[((((o * Geometry.KernelRows) + row) * LineWinograd.Taps * channels) + c)..];
                    LineWinograd.Weights(g[0], g[channels], g[2 * channels], u);
                    for (int point = 0; point < Points; point++) packed[(((((point * _panels) + (o / _width)) * _depth) + (row * channels) + c) * _width) + (o % _width)] = u[point];
                }
    }

    private protected override void Run(
        Scheduler scheduler, ReadOnlySpan<float> input, RectifiedAffine normalization, ReadOnlySpan<float> bias, Span<float> output, int pitch, ReadOnlySpan<float> addend, Rectification rectification,
        BatchReduction? reduction)
    {
        bias.CopyTo(_bias);
        fixed (float* x = input, u = _weights.Values, b = _bias, y = output, plus = addend, f = Scratch.Shared(AffineReader.FactorsLength(normalization)))
        {
            Kernel kernel = new(this, x, new(normalization, f), u, bias.IsEmpty ? null : b, y, pitch, new(y, plus, rectification));
            if (reduction is null) scheduler.Run(kernel, Geometry.Input.N * _tiles.Blocks);
            else scheduler.Run(new ReducedKernel<Kernel>(kernel, Geometry.Input.N, _tiles.Blocks, reduction), reduction.Parts);
        }
    }

    private readonly struct Kernel(LineWinogradConvolution owner, float* x, AffineReader reader, float* u, float* bias, float* y, int pitch, Epilogue epilogue) : IKernel
    {
        public void Run<TLanes>(int item)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            ConvolutionGeometry geometry = owner.Geometry;
            (int n, int block) = int.DivRem(item, owner._tiles.Blocks);
            (int line, int lines, int tile, int tiles) = owner._tiles.Place(block);
            int channels = geometry.Input.C, columns = owner._panels * owner._width;
            // Lines that nobody reads may follow.
            int height = RoundUp.Multiple(lines, owner.Together), inputLines = height + geometry.KernelRows - 1, rows = RoundUp.Multiple(tiles * height, owner._isTall ? TallTile.Rows : InPlaceTile.Rows);
            int tilePitch = inputLines * channels, pointPitch = tiles * tilePitch, sumPitch = rows * columns;
            float** starts = stackalloc float*[rows];
            float* picture = x + ((long)n * geometry.Input.H * geometry.Input.W * channels);
            fixed (float* v = Scratch.Floats((Points * (pointPitch + sumPitch)) + owner._tiles.LineLength))
            {
                // Lines of a tile are neighbours, so that what a sum reads is one run.
                owner._tiles.TransformInput<TLanes>(picture, 0, channels, line, inputLines, tile, tiles, v, channels, tilePitch, pointPitch, reader, v + (Points * (pointPitch + sumPitch)));
                float** start = starts;
                for (int t = 0; t < tiles; t++)
                    for (int l = 0; l < height; l++) *start++ = v + (t * tilePitch) + (l * channels);
                // The last tile of the product repeats places; nobody reads their sums.
                for (; start < starts + rows; start++) *start = start[-owner.Together];

                float* m = v + (Points * pointPitch), weights = u;
                for (int point = 0; point < Points; point++, weights += columns * owner._depth)
                {
                    int offset = point * pointPitch;
                    // All outputs of a tile have the sum of point 1 in them once, and so the bias it begins with.
                    float* begin = point == 1 ? bias : null, sums = m + (point * sumPitch);
                    if (owner._isTall) TallTile.Run(rows / TallTile.Rows, starts, offset, channels, owner._depth, weights, begin, sums);
                    else InPlaceTile.Run<TLanes>(rows / InPlaceTile.Rows, starts, &offset, 1, owner._depth, weights, owner._panels, begin, sums, columns, default);
                }

                for (int l = 0; l < lines; l++) Write<TLanes>(n, line + l, tile * LineWinograd.Outputs, tiles, m + (l * columns), height * columns, sumPitch);
            }
        }

        /// <summary>A line of tiles.</summary>
        private void Write<TLanes>(int n, int line, int column, int tiles, float* m, nint tilePitch, nint pointPitch)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            ConvolutionGeometry geometry = owner.Geometry;
            int outputs = geometry.Outputs, pixels = Math.Min(tiles * LineWinograd.Outputs, geometry.OutputColumns - column), whole = pixels / LineWinograd.Outputs;
            float* target = y + ((((((long)n * geometry.OutputRows) + line) * geometry.OutputColumns) + column) * pitch);
            // The block below is likely the next.
            float* ahead = target + (owner._tiles.BlockStep * pitch);
            LineWinograd.Output(whole, outputs, m, tilePitch, pointPitch, target, pitch, ahead);
            if (whole < tiles) WriteEdge(outputs, pixels % LineWinograd.Outputs, m + (whole * tilePitch), pointPitch, target + (whole * LineWinograd.Outputs * (nint)pitch));
            epilogue.Apply<TLanes>(target, pixels, pitch, outputs);
        }

        /// <summary>The first <paramref name="pixels"/> of a tile.</summary>
        private void WriteEdge(int outputs, int pixels, float* m, nint pointPitch, float* to)
        {
            float* edge = stackalloc float[LineWinograd.Outputs * Lanes];
            for (int o = 0; o < outputs; o += Lanes)
            {
                LineWinograd.Output(1, Lanes, m + o, 0, pointPitch, edge, Lanes, edge);
                for (int i = 0; i < pixels; i++) Vector256.Load(edge + (i * Lanes)).Store(to + (i * (nint)pitch) + o);
            }
        }
    }
}
