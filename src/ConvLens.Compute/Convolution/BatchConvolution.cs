using ConvLens.Compute.Elementwise;
using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Simd;
using ConvLens.Compute.Tensors;

namespace ConvLens.Compute.Convolution;

/// <summary>Convolution of a batch with few channels and outputs: lanes are samples.</summary>
/// <remarks>
/// Lines of sixteen samples are turned so that each number is sixteen lanes; then no number of channels, outputs or columns leaves a lane empty. A tile's sums are
/// outputs of neighbouring pixels, chains over kernel row, column and channel; kernel rows in the padding are left out, and so are columns that no pixel of the tile needs.
/// </remarks>
public sealed unsafe class BatchConvolution : ConvolutionAlgorithm
{
    private const int MostOutputs = 16, MostChannels = 16, FewestTaps = 9;

    private readonly ConvolutionGeometry _geometry;
    private readonly SampleBands _bands;
    private readonly Tensor _weights;
    private readonly int[] _runs;
    private readonly int _tileRows, _blocks;

    /// <summary>Takes room for the weights of one geometry.</summary>
    public BatchConvolution(ConvolutionGeometry geometry)
    {
        _geometry = geometry;
        _bands = new(geometry, rowFloats: 0);
        _tileRows = Padded(geometry.Outputs, QuadTile.Rows) < Padded(geometry.Outputs, PlanarTile.Rows) ? QuadTile.Rows : PlanarTile.Rows;
        _blocks = Padded(geometry.Outputs, _tileRows) / _tileRows;
        _weights = new([_blocks, geometry.PatchLength, _tileRows]);
        _runs = [.. Enumerable.Range(0, geometry.KernelRows).Select(row => row * geometry.DilationRows * _bands.LineLength)];
    }

    /// <summary>Whether the geometry has a batch to fill the lanes, one group, few channels and outputs, and lines short enough for a near cache.</summary>
    public static bool Suits(ConvolutionGeometry geometry) =>
        geometry is { Groups: 1, Outputs: <= MostOutputs, RowsAreRuns: true, Input.N: >= SampleLanes.Count } && geometry.Input.C <= MostChannels
        && geometry.KernelRows * geometry.KernelColumns >= FewestTaps && SampleBands.Fits(geometry);

    /// <inheritdoc/>
    public override void Pack(Scheduler scheduler, ReadOnlySpan<float> weights)
    {
        int patch = _geometry.PatchLength, outputs = _geometry.Outputs;
        Require.Length(weights.Length, outputs * patch, nameof(weights));
        Span<float> packed = _weights.Span;
        for (int block = 0; block < _blocks; block++)
            for (int i = 0, first = FirstOutput(block); i < Math.Min(_tileRows, outputs); i++)
                for (int k = 0; k < patch; k++) packed[(((block * patch) + k) * _tileRows) + i] = weights[((first + i) * patch) + k];
    }

    /// <inheritdoc/>
    public override void Run(Scheduler scheduler, ReadOnlySpan<float> input, ReadOnlySpan<float> bias, Span<float> output, float negativeSlope = 1)
    {
        RequireLengths(_geometry, input, bias, output);
        fixed (float* x = input, w = _weights.Values, b = bias, y = output)
        fixed (int* runs = _runs)
            scheduler.Run(new Kernel(this, x, w, b, y, runs, negativeSlope), _bands.Groups * _bands.Count);
    }

    // The last block begins earlier, so that it ends at the last output: where blocks overlap they write the same numbers.
    private int FirstOutput(int block) => Math.Max(0, Math.Min(block * _tileRows, _geometry.Outputs - _tileRows));

    private static int Padded(int outputs, int rows) => (outputs + rows - 1) / rows * rows;

    /// <summary>Sixteen samples, a band of output rows.</summary>
    private readonly struct Kernel(BatchConvolution owner, float* x, float* w, float* bias, float* y, int* runs, float negativeSlope) : IKernel
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
            // A tile reads and writes whole, up to its pixels beyond a line.
            int slack = QuadTile.Vectors * SampleLanes.Count * geometry.StrideColumns * geometry.Input.C;
            fixed (float* lines = Scratch.Floats(bands.InputLength + slack + ((columns + QuadTile.Vectors) * pixel)))
            {
                float* sums = lines + bands.InputLength + slack;
                bands.JoinInput(x, group, first, end, lines);
                for (int row = top; row < bottom; row++)
                {
                    Row<TLanes>(row, lines - ((long)first * bands.LineLength), sums, pixel);
                    if (outputs < owner._tileRows)
                        for (int column = 1; column < columns; column++)
                            new ReadOnlySpan<float>(sums + (column * pixel), outputs * SampleLanes.Count).CopyTo(new(sums + (column * outputs * SampleLanes.Count), outputs * SampleLanes.Count));
                    Relu.InPlace<TLanes>(negativeSlope, sums, 1, 0, rowLength * SampleLanes.Count);
                    SampleLanes.Part(sums, rowLength, picture + ((long)row * rowLength), (long)geometry.OutputRows * rowLength, bands.Samples(group));
                }
            }
        }

        /// <summary>One row of outputs; <paramref name="lines"/> is where the picture's first line would lie.</summary>
        private void Row<TLanes>(int row, float* lines, float* sums, int pixel)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            ConvolutionGeometry geometry = owner._geometry;
            int tileRows = owner._tileRows, vectors = tileRows == QuadTile.Rows ? QuadTile.Vectors : PlanarTile.Vectors, channels = geometry.Input.C, tap = channels * SampleLanes.Count;
            int line = (row * geometry.StrideRows) - geometry.PadTop, dilation = geometry.DilationRows;
            int firstRun = line < 0 ? Math.Min((dilation - 1 - line) / dilation, geometry.KernelRows) : 0, endRun = Math.Clamp((geometry.Input.H - line + dilation - 1) / dilation, firstRun, geometry.KernelRows);
            TileLayout layout = new(geometry.KernelColumns * channels * tileRows, SampleLanes.Count, geometry.StrideColumns * tap, SampleLanes.Count, pixel);
            float* starts = stackalloc float[PlanarTile.Rows];
            for (int block = 0; block < owner._blocks; block++)
            {
                int output = owner.FirstOutput(block);
                for (int i = 0; i < tileRows; i++) starts[i] = bias is null || output + i >= geometry.Outputs ? 0 : bias[output + i];
                float* weights = w + ((long)block * geometry.PatchLength * tileRows) + (firstRun * layout.WeightRun);
                for (int column = 0; column < geometry.OutputColumns; column += vectors)
                {
                    int count = Math.Min(vectors, geometry.OutputColumns - column), left = (column * geometry.StrideColumns) - geometry.PadLeft;
                    int firstTap = Math.Clamp(-(left + ((count - 1) * geometry.StrideColumns)), 0, geometry.KernelColumns), endTap = Math.Clamp(geometry.Input.W - left, firstTap, geometry.KernelColumns);
                    float* from = lines + ((long)line * owner._bands.LineLength) + ((long)(left + geometry.PadLeft + firstTap) * tap);
                    float* to = sums + (column * pixel) + (output * SampleLanes.Count), a = weights + (firstTap * channels * tileRows);
                    if (tileRows == QuadTile.Rows) QuadTile.Compute<TLanes>(a, from, runs + firstRun, endRun - firstRun, (endTap - firstTap) * channels, layout, starts, to, count);
                    else PlanarTile.Compute<TLanes>(a, from, runs + firstRun, endRun - firstRun, (endTap - firstTap) * channels, layout, starts, to, count);
                }
            }
        }
    }
}
