using ConvLens.Compute.Elementwise;
using ConvLens.Compute.Products;
using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Simd;
using ConvLens.Compute.Tensors;

namespace ConvLens.Compute.Convolution;

/// <summary>Convolution of stride 1 with few outputs: lanes are pixels of padded planes, one plane a channel.</summary>
/// <remarks>
/// A tile's six sums are outputs, or with fewer than six outputs also neighbouring rows of them: a row of input then serves several rows of output, each with the
/// kernel row that meets it there, or with zeros. Sums are chains over channel, input row and kernel column.
/// </remarks>
public sealed unsafe class PlanarConvolution : ConvolutionAlgorithm
{
    private const int MostOutputs = 12, FewestTaps = 9, FewestColumns = 20;

    private readonly ConvolutionGeometry _geometry;
    private readonly Tensor _planes, _weights;
    private readonly int[] _runs;
    private readonly int _bandRows, _blocks, _pitch;

    /// <summary>Takes the workspace for one geometry.</summary>
    public PlanarConvolution(ConvolutionGeometry geometry)
    {
        _geometry = geometry;
        _bandRows = Math.Max(1, PlanarTile.Rows / geometry.Outputs);
        _blocks = RoundUp.Quotient(geometry.Outputs, PlanarTile.Rows);
        // A tile reads whole: up to a tile beyond the last column, and beyond the last rows of a plane into the next.
        _pitch = geometry.PaddedColumns + PlanarTile.Pixels;
        int inputRows = geometry.KernelRows + _bandRows - 1, planeRows = geometry.PaddedRows + _bandRows;
        _planes = new([geometry.Input.N, geometry.Input.C, planeRows, _pitch]);
        _weights = new([_blocks, geometry.Input.C * inputRows * geometry.KernelColumns, PlanarTile.Rows]);
        _runs = [.. Enumerable.Range(0, geometry.Input.C * inputRows).Select(run => ((run / inputRows * planeRows) + (run % inputRows)) * _pitch)];
    }

    /// <summary>Whether the geometry has stride 1, no dilation, one group, few outputs and a kernel that is worth the turn into planes.</summary>
    public static bool Suits(ConvolutionGeometry geometry) =>
        geometry is { StrideRows: 1, StrideColumns: 1, DilationRows: 1, DilationColumns: 1, Groups: 1, Outputs: <= MostOutputs }
        && geometry.KernelRows * geometry.KernelColumns >= FewestTaps && geometry.OutputColumns >= FewestColumns;

    /// <inheritdoc/>
    public override void Pack(Scheduler scheduler, ReadOnlySpan<float> weights)
    {
        ConvolutionGeometry g = _geometry;
        Require.Length(weights.Length, g.Outputs * g.PatchLength, nameof(weights));
        Span<float> packed = _weights.Span;
        packed.Clear();
        int inputRows = g.KernelRows + _bandRows - 1, taps = g.Input.C * inputRows * g.KernelColumns;
        for (int o = 0; o < g.Outputs; o++)
            for (int i = 0; i < g.KernelRows; i++)
                for (int j = 0; j < g.KernelColumns; j++)
                    for (int c = 0; c < g.Input.C; c++)
                        for (int row = 0; row < _bandRows; row++)
                        {
                            int tap = (((c * inputRows) + i + row) * g.KernelColumns) + j, sum = (o % PlanarTile.Rows * _bandRows) + row;
                            packed[(((o / PlanarTile.Rows * taps) + tap) * PlanarTile.Rows) + sum] = weights[(((((o * g.KernelRows) + i) * g.KernelColumns) + j) * g.Input.C) + c];
                        }
    }

    /// <inheritdoc/>
    public override void Run(
        Scheduler scheduler, ReadOnlySpan<float> input, ReadOnlySpan<float> bias, Span<float> output, ReadOnlySpan<float> addend = default, Rectification rectification = default)
    {
        RequireLengths(_geometry, input, bias, output, addend);
        int bands = RoundUp.Quotient(_geometry.OutputRows, _bandRows);
        fixed (float* x = input, planes = _planes.Span, w = _weights.Values, b = bias, y = output, plus = addend)
        fixed (int* runs = _runs)
        {
            scheduler.Run(new PlaneKernel(_geometry, x, planes, _geometry.PaddedRows + _bandRows, _pitch), _geometry.Input.N);
            scheduler.Run(new BandKernel(_geometry, planes, w, b, y, runs, _runs.Length, _bandRows, _blocks, _pitch, bands, new(y, plus, rectification)), _geometry.Input.N * bands);
        }
    }

    /// <summary>Turns one picture into padded planes. Its frame holds zeros from the start and is never written.</summary>
    private readonly struct PlaneKernel(ConvolutionGeometry geometry, float* x, float* planes, int planeRows, int pitch) : IKernel
    {
        public void Run<TLanes>(int item)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            int channels = geometry.Input.C, width = geometry.Input.W, plane = planeRows * pitch;
            for (int row = 0; row < geometry.Input.H; row++)
            {
                float* from = x + ((((long)item * geometry.Input.H) + row) * width * channels);
                float* to = planes + ((((long)item * channels * planeRows) + geometry.PadTop + row) * pitch) + geometry.PadLeft;
                int c = 0;
                for (; c + Transposition.Side <= channels; c += Transposition.Side)
                {
                    int column = 0;
                    for (; column + Transposition.Side <= width; column += Transposition.Side)
                        Transposition.Turn(from + ((long)column * channels) + c, channels, to + ((long)c * plane) + column, plane);
                    for (int one = c; one < c + Transposition.Side; one++) Copy(from, to, one, column);
                }

                for (; c < channels; c++) Copy(from, to, c, 0);
            }

            void Copy(float* from, float* to, int c, int column)
            {
                for (; column < width; column++) to[((long)c * plane) + column] = from[((long)column * channels) + c];
            }
        }
    }

    private readonly struct BandKernel(
        ConvolutionGeometry geometry, float* planes, float* w, float* bias, float* y, int* runs, int runCount, int bandRows, int blocks, int pitch, int bands, Epilogue epilogue) : IKernel
    {
        public void Run<TLanes>(int item)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            (int n, int band) = int.DivRem(item, bands);
            int top = band * bandRows, rows = Math.Min(bandRows, geometry.OutputRows - top), columns = geometry.OutputColumns, outputs = geometry.Outputs;
            long plane = (long)(geometry.PaddedRows + bandRows) * pitch, taps = (long)runCount * geometry.KernelColumns;
            float* picture = planes + ((long)n * geometry.Input.C * plane) + ((long)top * pitch);
            float* sums = stackalloc float[PlanarTile.Rows * PlanarTile.Pixels], starts = stackalloc float[PlanarTile.Rows];
            TileLayout layout = new(geometry.KernelColumns * PlanarTile.Rows, 1, 16, PlanarTile.Pixels, 16);
            for (int block = 0; block < blocks; block++)
            {
                for (int i = 0; i < PlanarTile.Rows; i++) starts[i] = bias is not null && (block * PlanarTile.Rows) + (i / bandRows) is var o && o < outputs ? bias[o] : 0;
                for (int column = 0; column < columns; column += PlanarTile.Pixels)
                {
                    int width = Math.Min(PlanarTile.Pixels, columns - column), first = block * PlanarTile.Rows, vectors = width > 16 ? PlanarTile.Vectors : 1;
                    PlanarTile.Compute<TLanes>(w + (block * taps * PlanarTile.Rows), picture + column, runs, runCount, geometry.KernelColumns, layout, starts, sums, vectors);
                    for (int o = first; o < Math.Min(first + PlanarTile.Rows, outputs); o++)
                        for (int row = 0; row < rows; row++)
                        {
                            float* from = sums + ((((o - first) * bandRows) + row) * PlanarTile.Pixels);
                            float* to = y + ((((((long)n * geometry.OutputRows) + top + row) * columns) + column) * outputs) + o;
                            for (int i = 0; i < width; i++) to[(long)i * outputs] = from[i];
                        }
                }
            }

            epilogue.Apply<TLanes>(y + ((((long)n * geometry.OutputRows) + top) * columns * outputs), 1, 0, rows * columns * outputs);
        }
    }
}
