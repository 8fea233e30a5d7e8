using ConvLens.Compute.Elementwise;
using ConvLens.Compute.Products;
using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Simd;
using ConvLens.Compute.Tensors;

namespace ConvLens.Compute.Convolution;

/// <summary>Convolution with few outputs or short patches as an implicit product: rows are output pixels, whose patches are read in place from a padded copy of the input.</summary>
public sealed unsafe class NarrowConvolution(ConvolutionGeometry geometry) : ConvolutionAlgorithm
{
    private const int ItemPixels = 16 * Tile.Rows;

    private readonly PanelMatrix _weights = new(geometry.PatchLength, geometry.GroupOutputs, geometry.Groups);
    private readonly Tensor? _padded = geometry.HasPadding ? new(geometry.Padded) : null;
    private readonly int[] _runs = geometry.PatchRuns();

    /// <inheritdoc/>
    public override void Pack(Scheduler scheduler, ReadOnlySpan<float> weights) =>
        _weights.Pack(scheduler, weights, rowStride: 1, columnStride: geometry.PatchLength, matrixStride: geometry.GroupOutputs * geometry.PatchLength);

    /// <inheritdoc/>
    public override void Run(
        Scheduler scheduler, ReadOnlySpan<float> input, ReadOnlySpan<float> bias, Span<float> output, ReadOnlySpan<float> addend = default, Rectification rectification = default)
    {
        RequireLengths(geometry, input, bias, output, addend);
        if (_padded is not null) Padding.Fill(scheduler, geometry, input, _padded.Span);
        int pixels = geometry.Output.Length / geometry.Outputs, blocks = (pixels + ItemPixels - 1) / ItemPixels;
        fixed (float* x = _padded is null ? input : _padded.Values, w = _weights.Values, b = bias, y = output, plus = addend)
        fixed (int* runs = _runs)
            scheduler.Run(new Kernel(geometry, x, w, b, y, runs, _weights.PanelLength, _weights.Panels, pixels, new(y, plus, rectification)), blocks * geometry.Groups);
    }

    private readonly struct Kernel(
        ConvolutionGeometry geometry, float* x, float* w, float* bias, float* y, int* runs, int panelLength, int panels, int pixels, Epilogue epilogue) : IKernel
    {
        public void Run<TLanes>(int item)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            (int block, int group) = int.DivRem(item, geometry.Groups);
            int first = block * ItemPixels, end = Math.Min(first + ItemPixels, pixels);
            int runCount = geometry.RowsAreRuns ? geometry.KernelRows : geometry.KernelRows * geometry.KernelColumns;
            int runLength = geometry.RunLength, outputs = geometry.GroupOutputs;
            float** patches = stackalloc float*[ItemPixels];
            float* memory = stackalloc float[TileSums.Length];
            TileSums sums = new(memory);
            LocatePatches(patches, first, end, group);
            for (int o = 0; o < outputs; o += 2 * PanelMatrix.PanelWidth)
            {
                int columns = Math.Min(2 * PanelMatrix.PanelWidth, outputs - o), channel = (group * outputs) + o;
                float* panel = w + ((((long)group * panels) + (o / PanelMatrix.PanelWidth)) * panelLength);
                for (int pixel = first; pixel < end; pixel += Tile.Rows)
                {
                    sums.Start(bias is null ? null : bias + channel, columns);
                    sums.Accumulate<TLanes>(patches + (pixel - first), runs, runCount, runLength, 1, panel, panelLength, columns);
                    for (int i = 0; i < Tile.Rows && pixel + i < end; i++)
                        sums.Store<TLanes>(i, y + ((long)(pixel + i) * geometry.Outputs) + channel, columns);
                }
            }

            epilogue.Apply<TLanes>(y + ((long)first * geometry.Outputs) + (group * outputs), end - first, geometry.Outputs, outputs);
        }

        /// <summary>The first number of each output pixel's patch; pixels beyond the last repeat it.</summary>
        private void LocatePatches(float** patches, int first, int end, int group)
        {
            int channels = geometry.Input.C, step = geometry.StrideColumns * channels, columns = geometry.OutputColumns, i = 0;
            for (int pixel = first; pixel < end;)
            {
                (int line, int column) = int.DivRem(pixel, columns);
                (int n, int row) = int.DivRem(line, geometry.OutputRows);
                long start = ((((long)n * geometry.PaddedRows) + (row * geometry.StrideRows)) * geometry.PaddedColumns) + (column * geometry.StrideColumns);
                float* patch = x + (start * channels) + (group * geometry.GroupChannels);
                for (int rowEnd = Math.Min(end, pixel - column + columns); pixel < rowEnd; pixel++, patch += step) patches[i++] = patch;
            }

            for (; i < ItemPixels; i++) patches[i] = patches[end - first - 1];
        }
    }
}
