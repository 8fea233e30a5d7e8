using ConvLens.Compute.Products;
using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Convolution;

/// <summary>Transposed convolution by spreading patches: for any stride, dilation and number of groups.</summary>
/// <remarks>A row of outputs times the weights [O, patch] gives the row's patches, which are added where they came from. An item owns a band of
/// input rows, so every sum keeps its order.</remarks>
public sealed unsafe class ScatterTransposedConvolution(ConvolutionGeometry geometry) : TransposedConvolution
{
    private const int BandRows = 16;

    private readonly PanelMatrix _weights = new(geometry.GroupOutputs, geometry.PatchLength, geometry.Groups);

    /// <inheritdoc/>
    public override void Pack(Scheduler scheduler, ReadOnlySpan<float> weights) =>
        _weights.Pack(scheduler, weights, rowStride: geometry.PatchLength, columnStride: 1, matrixStride: geometry.GroupOutputs * geometry.PatchLength);

    /// <inheritdoc/>
    public override void Run(Scheduler scheduler, ReadOnlySpan<float> outputSignal, Span<float> inputSignal)
    {
        Require.Length(outputSignal.Length, geometry.Output.Length, nameof(outputSignal));
        Require.Length(inputSignal.Length, geometry.Input.Length, nameof(inputSignal));
        int bands = RoundUp.Quotient(geometry.Input.H, BandRows);
        fixed (float* dy = outputSignal, w = _weights.Values, dx = inputSignal)
            scheduler.Run(new Kernel(geometry, dy, w, dx, _weights.PanelLength, _weights.Panels, bands), geometry.Input.N * bands);
    }

    private readonly struct Kernel(ConvolutionGeometry geometry, float* dy, float* w, float* dx, int panelLength, int panels, int bands) : IKernel
    {
        public void Run<TLanes>(int item)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            (int n, int band) = int.DivRem(item, bands);
            int top = band * BandRows, bottom = Math.Min(top + BandRows, geometry.Input.H);
            int rowLength = geometry.Input.W * geometry.Input.C, reach = geometry.DilationRows * (geometry.KernelRows - 1);
            new Span<float>(dx + ((((long)n * geometry.Input.H) + top) * rowLength), (bottom - top) * rowLength).Clear();
            fixed (float* patches = Scratch.Floats(geometry.OutputColumns * geometry.PatchLength))
                for (int row = 0; row < geometry.OutputRows; row++)
                {
                    int inputRow = (row * geometry.StrideRows) - geometry.PadTop;
                    if (inputRow + reach < top || inputRow >= bottom) continue;
                    for (int group = 0; group < geometry.Groups; group++)
                    {
                        Multiply<TLanes>(n, row, group, patches);
                        Scatter<TLanes>(n, inputRow, group, top, bottom, patches);
                    }
                }
        }

        /// <summary>patches [columns, patch] = a row of dy [columns, outputs] · w [outputs, patch].</summary>
        private void Multiply<TLanes>(int n, int row, int group, float* patches)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            int columns = geometry.OutputColumns, patch = geometry.PatchLength, outputs = geometry.GroupOutputs, zero = 0;
            float* signal = dy + ((((long)n * geometry.OutputRows) + row) * columns * geometry.Outputs) + (group * outputs);
            float** rows = stackalloc float*[Tile.Rows];
            float* memory = stackalloc float[TileSums.Length];
            TileSums sums = new(memory);
            for (int k = 0; k < patch; k += 2 * PanelMatrix.PanelWidth)
            {
                int width = Math.Min(2 * PanelMatrix.PanelWidth, patch - k);
                float* panel = w + ((((long)group * panels) + (k / PanelMatrix.PanelWidth)) * panelLength);
                for (int column = 0; column < columns; column += Tile.Rows)
                {
                    for (int i = 0; i < Tile.Rows; i++) rows[i] = signal + ((long)Math.Min(column + i, columns - 1) * geometry.Outputs);
                    sums.Start(null, width);
                    sums.Accumulate<TLanes>(rows, &zero, 1, outputs, 1, panel, panelLength, width);
                    for (int i = 0; i < Tile.Rows && column + i < columns; i++) sums.Store<TLanes>(i, patches + ((long)(column + i) * patch) + k, width);
                }
            }
        }

        private void Scatter<TLanes>(int n, int inputRow, int group, int top, int bottom, float* patches)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            int channels = geometry.Input.C, width = geometry.Input.W, groupChannels = geometry.GroupChannels;
            for (int i = 0; i < geometry.KernelRows; i++)
            {
                int y = inputRow + (i * geometry.DilationRows);
                if (y < top || y >= bottom) continue;
                float* line = dx + ((((long)n * geometry.Input.H) + y) * width * channels) + (group * groupChannels);
                for (int column = 0; column < geometry.OutputColumns; column++)
                {
                    int x = (column * geometry.StrideColumns) - geometry.PadLeft;
                    float* from = patches + ((long)column * geometry.PatchLength) + (i * geometry.KernelColumns * groupChannels);
                    if (geometry.RowsAreRuns)
                    {
                        int firstTap = Math.Max(0, -x), endTap = Math.Min(geometry.KernelColumns, width - x);
                        Add<TLanes>(from + (firstTap * channels), line + ((x + firstTap) * channels), (endTap - firstTap) * channels);
                    }
                    else
                        for (int j = 0; j < geometry.KernelColumns; j++, x += geometry.DilationColumns)
                            if (x >= 0 && x < width) Add<TLanes>(from + (j * groupChannels), line + (x * channels), groupChannels);
                }
            }
        }

        private static void Add<TLanes>(float* from, float* to, int count)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            int i = 0;
            for (; i + 16 <= count; i += 16) (TLanes.Load(to + i) + TLanes.Load(from + i)).Store(to + i);
            for (; i < count; i++) to[i] += from[i];
        }
    }
}
