using ConvLens.Compute.Elementwise;
using ConvLens.Compute.Products;
using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Simd;
using ConvLens.Compute.Tensors;

namespace ConvLens.Compute.Convolution;

/// <summary>Convolution of a batch with few channels and outputs: lanes are samples.</summary>
/// <remarks>
/// Lines of sixteen samples are turned, once, into a ring of as many lines as a row of tiles sees, so that each number is sixteen lanes; then no number of channels, outputs or columns
/// leaves a lane empty. A tile's sums are outputs of neighbouring pixels, and with very few outputs also of neighbouring rows of them, each with the kernel row that meets it there or with
/// zeros. Sums are chains over input row, kernel column and channel; rows in the padding are left out, and so are columns that no pixel of the tile needs.
/// </remarks>
public sealed unsafe class BatchConvolution : ConvolutionAlgorithm
{
    private const int MostOutputs = 15, MostChannels = 16, FewestTaps = 9, Bands = 4, BandRows = 32;

    private readonly ConvolutionGeometry _geometry;
    private readonly SampleBands _bands;
    private readonly Tensor _weights;
    private readonly int _tileRows, _blocks, _stack, _runs, _ring;

    /// <summary>Takes room for the weights of one geometry.</summary>
    public BatchConvolution(ConvolutionGeometry geometry)
    {
        _geometry = geometry;
        (_tileRows, _stack) = Share(geometry, QuadTile.Rows) > Share(geometry, PlanarTile.Rows) ? (QuadTile.Rows, Stack(geometry, QuadTile.Rows)) : (PlanarTile.Rows, Stack(geometry, PlanarTile.Rows));
        _blocks = RoundUp.Quotient(geometry.Outputs, _tileRows);
        _bands = new(geometry, Math.Clamp(geometry.OutputRows / Bands, 1, BandRows), _stack);
        (_runs, _ring) = (geometry.KernelRows + _stack - 1, InputRows(_stack));
        _weights = new([_blocks, _runs * geometry.RunLength, _tileRows]);
    }

    /// <summary>Whether the geometry has a batch to fill the lanes, one group, few channels and outputs, and lines short enough for a near cache.</summary>
    public static bool Suits(ConvolutionGeometry geometry) =>
        geometry is { Groups: 1, Outputs: <= MostOutputs, RowsAreRuns: true, Input.N: >= SampleLanes.Count } && geometry.Input.C <= MostChannels
        && geometry.KernelRows * geometry.KernelColumns >= FewestTaps && SampleBands.Fits((((long)geometry.DilationRows * (geometry.KernelRows - 1)) + 1) * LineLength(geometry));

    /// <inheritdoc/>
    public override void Pack(Scheduler scheduler, ReadOnlySpan<float> weights)
    {
        int outputs = _geometry.Outputs, length = _geometry.RunLength, taps = _runs * length;
        Require.Length(weights.Length, outputs * _geometry.PatchLength, nameof(weights));
        Span<float> packed = _weights.Span;
        for (int block = 0; block < _blocks; block++)
            for (int o = FirstOutput(block), end = Math.Min(o + _tileRows, outputs), sum = 0; o < end; o++, sum++)
                for (int above = 0; above < _stack; above++)
                    for (int k = 0; k < _geometry.PatchLength; k++)
                        packed[(((block * taps) + (above * length) + k) * _tileRows) + (above * outputs) + sum] = weights[(o * _geometry.PatchLength) + k];
    }

    /// <inheritdoc/>
    public override void Run(
        Scheduler scheduler, ReadOnlySpan<float> input, ReadOnlySpan<float> bias, Span<float> output, ReadOnlySpan<float> addend = default, Rectification rectification = default)
    {
        RequireLengths(_geometry, input, bias, output, addend);
        fixed (float* x = input, w = _weights.Values, b = bias, y = output, other = addend)
            scheduler.Run(new Kernel(this, x, w, b, y, addend.IsEmpty ? new(null, null, rectification) : default, addend.IsEmpty ? default : new(y, other, rectification)), _bands.Groups * _bands.Count);
    }

    // The last block begins earlier, so that it ends at the last output: where blocks overlap they write the same numbers.
    private int FirstOutput(int block) => Math.Max(0, Math.Min(block * _tileRows, _geometry.Outputs - _tileRows));

    private int InputRows(int rows) => ((rows - 1) * _geometry.StrideRows) + (_geometry.DilationRows * (_geometry.KernelRows - 1)) + 1;

    private static int LineLength(ConvolutionGeometry geometry) => geometry.PaddedColumns * geometry.Input.C * SampleLanes.Count;

    // Rows of outputs that fit a tile together.
    private static int Stack(ConvolutionGeometry geometry, int tileRows) => geometry is { StrideRows: 1, DilationRows: 1 } ? Math.Max(1, tileRows / geometry.Outputs) : 1;

    // The share of a tile's products that count.
    private static double Share(ConvolutionGeometry geometry, int tileRows)
    {
        int stack = Stack(geometry, tileRows), blocks = RoundUp.Quotient(geometry.Outputs, tileRows);
        return (double)geometry.Outputs * stack * geometry.KernelRows / ((double)blocks * tileRows * (geometry.KernelRows + stack - 1));
    }

    /// <summary>Sixteen samples, a band of output rows. Without an addend sums are rectified before their lanes are parted, with one afterwards.</summary>
    private readonly struct Kernel(BatchConvolution owner, float* x, float* w, float* bias, float* y, Epilogue before, Epilogue after) : IKernel
    {
        public void Run<TLanes>(int item)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            ConvolutionGeometry geometry = owner._geometry;
            SampleBands bands = owner._bands;
            (int group, int band) = int.DivRem(item, bands.Count);
            (int top, int bottom) = bands.Outputs(band);
            (int first, int end) = bands.Inputs(top, bottom);
            int columns = geometry.OutputColumns, outputs = geometry.Outputs, rowLength = columns * outputs, pixel = Math.Max(outputs, owner._tileRows) * SampleLanes.Count;
            float* picture = y + ((long)group * SampleLanes.Count * geometry.OutputRows * rowLength);
            int ringLength = owner._ring * bands.LineLength, slack = QuadTile.Vectors * SampleLanes.Count * geometry.StrideColumns * geometry.Input.C;
            int sumsLength = (columns + QuadTile.Vectors) * pixel;
            fixed (float* lines = Scratch.Floats(ringLength + slack + (2 * sumsLength)))
            {
                float* sums = lines + ringLength + slack, gathered = sums + sumsLength;
                for (int row = top, line = first; row < bottom; row += owner._stack)
                {
                    int start = (row * geometry.StrideRows) - geometry.PadTop;
                    for (line = Math.Max(line, start); line < Math.Min(end, start + owner._ring); line++) bands.JoinInput(x, group, line, lines + (line % owner._ring * bands.LineLength));
                    Row<TLanes>(row, end, lines, sums, pixel);
                    for (int above = 0; above < Math.Min(owner._stack, bottom - row); above++)
                    {
                        float* from = outputs < owner._tileRows ? Gather(sums + (above * outputs * SampleLanes.Count), pixel, columns, outputs * SampleLanes.Count, gathered) : sums;
                        before.Apply<TLanes>(from, 1, 0, rowLength * SampleLanes.Count);
                        float* to = picture + ((long)(row + above) * rowLength);
                        SampleLanes.Part(from, rowLength, to, geometry.OutputRows * rowLength, bands.Samples(group));
                        after.Apply<TLanes>(to, bands.Samples(group), (long)geometry.OutputRows * rowLength, rowLength);
                    }
                }
            }
        }

        private static float* Gather(float* from, int pitch, int columns, int length, float* to)
        {
            for (int column = 0; column < columns; column++) new ReadOnlySpan<float>(from + (column * pitch), length).CopyTo(new(to + (column * length), length));
            return to;
        }

        /// <summary>One row of outputs, or a stack of them; <paramref name="lines"/> is the ring, <paramref name="end"/> the line after the last.</summary>
        private void Row<TLanes>(int row, int end, float* lines, float* sums, int pixel)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            ConvolutionGeometry geometry = owner._geometry;
            int tileRows = owner._tileRows, vectors = tileRows == QuadTile.Rows ? QuadTile.Vectors : PlanarTile.Vectors, channels = geometry.Input.C, tap = channels * SampleLanes.Count;
            int line = (row * geometry.StrideRows) - geometry.PadTop, dilation = geometry.DilationRows;
            int firstRun = line < 0 ? Math.Min((dilation - 1 - line) / dilation, owner._runs) : 0, endRun = Math.Clamp(RoundUp.Quotient(end - line, dilation), firstRun, owner._runs);
            int* runs = stackalloc int[owner._runs];
            for (int run = firstRun; run < endRun; run++) runs[run] = (line + (run * dilation)) % owner._ring * owner._bands.LineLength;
            TileLayout layout = new(geometry.RunLength * tileRows, SampleLanes.Count, geometry.StrideColumns * tap, SampleLanes.Count, pixel);
            float* starts = stackalloc float[PlanarTile.Rows];
            for (int block = 0; block < owner._blocks; block++)
            {
                int output = owner.FirstOutput(block);
                for (int i = 0; i < tileRows; i++) starts[i] = bias is null ? 0 : bias[(output + i) % geometry.Outputs];
                float* weights = w + ((long)block * owner._runs * layout.WeightRun) + (firstRun * layout.WeightRun);
                for (int column = 0; column < geometry.OutputColumns; column += vectors)
                {
                    int count = Math.Min(vectors, geometry.OutputColumns - column), left = (column * geometry.StrideColumns) - geometry.PadLeft;
                    int firstTap = Math.Clamp(-(left + ((count - 1) * geometry.StrideColumns)), 0, geometry.KernelColumns), endTap = Math.Clamp(geometry.Input.W - left, firstTap, geometry.KernelColumns);
                    float* from = lines + ((long)(left + geometry.PadLeft + firstTap) * tap);
                    float* to = sums + (column * pixel) + (output * SampleLanes.Count), a = weights + (firstTap * channels * tileRows);
                    if (tileRows == QuadTile.Rows) QuadTile.Compute<TLanes>(a, from, runs + firstRun, endRun - firstRun, (endTap - firstTap) * channels, layout, starts, to, count);
                    else PlanarTile.Compute<TLanes>(a, from, runs + firstRun, endRun - firstRun, (endTap - firstTap) * channels, layout, starts, to, count);
                }
            }
        }
    }
}
