using ConvLens.Compute.Products;
using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Convolution;

/// <summary>y[n, o, y, x] = bias[o] + Σ_{c, i, j} w[o, c, i, j] · x[n, c, y · stride + i · dilation, x · stride + j · dilation].</summary>
/// <remarks>An implicit matrix product: rows are output pixels, whose patches are read in place from the padded input; columns are output channels.</remarks>
public static unsafe class ConvolutionForward
{
    private const int ItemPixels = 16 * Tile.Rows;

    /// <summary>Packs weights [O, C / groups, kernel rows, kernel columns] (in memory order) for <see cref="Run"/>: one matrix [patch, outputs] a group.</summary>
    public static void PackWeights(Scheduler scheduler, ConvolutionGeometry geometry, ReadOnlySpan<float> weights, PanelMatrix packed) =>
        packed.Pack(scheduler, weights, rowStride: 1, columnStride: geometry.PatchLength, matrixStride: geometry.GroupOutputs * geometry.PatchLength);

    /// <summary>A place for packed weights.</summary>
    public static PanelMatrix AllocateWeights(ConvolutionGeometry geometry) => new(geometry.PatchLength, geometry.GroupOutputs, geometry.Groups);

    /// <summary>Convolves.</summary>
    /// <param name="scheduler">Who works.</param>
    /// <param name="geometry">The sizes.</param>
    /// <param name="padded">The input with its padding, channels last.</param>
    /// <param name="weights">From <see cref="PackWeights"/>.</param>
    /// <param name="bias">O numbers, or none.</param>
    /// <param name="output">The output, channels last.</param>
    public static void Run(
        Scheduler scheduler, ConvolutionGeometry geometry, ReadOnlySpan<float> padded, PanelMatrix weights, ReadOnlySpan<float> bias, Span<float> output)
    {
        Require.Length(padded.Length, geometry.Padded.Length, nameof(padded));
        Require.Length(output.Length, geometry.Output.Length, nameof(output));
        if (!bias.IsEmpty) Require.Length(bias.Length, geometry.Outputs, nameof(bias));
        int pixels = geometry.Output.Length / geometry.Outputs, blocks = (pixels + ItemPixels - 1) / ItemPixels;
        fixed (float* x = padded, w = weights.Values, b = bias, y = output)
        fixed (int* runs = geometry.PatchRuns())
            scheduler.Run(new Kernel(geometry, x, w, b, y, runs, weights.PanelLength, weights.Panels, pixels), blocks * geometry.Groups);
    }

    private readonly struct Kernel(
        ConvolutionGeometry geometry, float* x, float* w, float* bias, float* y, int* runs, int panelLength, int panels, int pixels) : IKernel
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
