using ConvLens.Compute.Products;
using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Dense;

/// <summary>y[n, o] = b[o] + Σ_i w[o, i] · x[n, i] with the weights read in place, once: for layers so large that a packed copy would cost more than the products.</summary>
/// <remarks>Lanes are samples, so that a row of weights is read in its own order. Each sum is one chain of fused multiply-adds in the order of i, with the same bits as <see cref="MatrixProduct"/>.</remarks>
/// <param name="batch">Samples N.</param>
/// <param name="inputs">Numbers of a sample, I.</param>
/// <param name="outputs">Numbers of a result, O.</param>
public sealed unsafe class DenseForward(int batch, int inputs, int outputs)
{
    // Rows of weights of an item, and panels of samples that are taken together: their sums stay in the second-level cache.
    private const int ItemRows = 8 * Tile.Rows, MostPanels = 16;

    private readonly PanelMatrix _samples = new(inputs, batch);

    /// <summary>Computes the layer.</summary>
    /// <param name="scheduler">Who works.</param>
    /// <param name="x">[N, I].</param>
    /// <param name="weights">[O, I].</param>
    /// <param name="bias">[O], or none.</param>
    /// <param name="y">[N, O].</param>
    /// <exception cref="ArgumentException">A span has another length.</exception>
    public void Run(Scheduler scheduler, ReadOnlySpan<float> x, ReadOnlySpan<float> weights, ReadOnlySpan<float> bias, Span<float> y)
    {
        Require.Length(x.Length, batch * inputs, nameof(x));
        Require.Length(weights.Length, outputs * inputs, nameof(weights));
        if (!bias.IsEmpty) Require.Length(bias.Length, outputs, nameof(bias));
        Require.Length(y.Length, batch * outputs, nameof(y));
        _samples.Pack(scheduler, x, rowStride: 1, columnStride: inputs);
        fixed (float* samples = _samples.Values, w = weights, b = bias, to = y)
            scheduler.Run(new Kernel(batch, inputs, outputs, samples, w, b, to), (outputs + ItemRows - 1) / ItemRows);
    }

    private readonly struct Kernel(int batch, int inputs, int outputs, float* samples, float* weights, float* bias, float* y) : IKernel
    {
        public void Run<TLanes>(int item)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            int firstRow = item * ItemRows, rows = Math.Min(ItemRows, outputs - firstRow), panels = (batch + PanelMatrix.PanelWidth - 1) / PanelMatrix.PanelWidth;
            fixed (float* sums = Scratch.Floats(ItemRows * MostPanels * PanelMatrix.PanelWidth))
                for (int firstPanel = 0; firstPanel < panels; firstPanel += MostPanels)
                {
                    int count = Math.Min(MostPanels, panels - firstPanel);
                    Begin<TLanes>(firstRow, rows, count, sums);
                    Accumulate<TLanes>(firstRow, rows, firstPanel, count, sums);
                    Store(firstRow, rows, firstPanel, count, sums);
                }
        }

        private void Begin<TLanes>(int firstRow, int rows, int panels, float* sums)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            for (int tile = 0; tile < rows; tile += Tile.Rows)
                for (int panel = 0; panel < panels; panel++)
                    for (int i = 0; i < Tile.Rows; i++, sums += PanelMatrix.PanelWidth)
                        TLanes.Broadcast(bias is null ? 0 : bias[firstRow + Math.Min(tile + i, rows - 1)]).Store(sums);
        }

        private void Accumulate<TLanes>(int firstRow, int rows, int firstPanel, int panels, float* sums)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            // The samples' part that every tile of the item reads again: up to 192 KiB.
            int depth = Math.Clamp(3072 / panels / 64 * 64, 128, 1024), zero = 0;
            nint panelLength = (nint)inputs * PanelMatrix.PanelWidth;
            float** a = stackalloc float*[Tile.Rows];
            for (int first = 0; first < inputs; first += depth)
            {
                int length = Math.Min(depth, inputs - first);
                float* tileSums = sums;
                for (int tile = 0; tile < rows; tile += Tile.Rows)
                {
                    // Rows beyond the last repeat it; their sums are not stored.
                    for (int i = 0; i < Tile.Rows; i++) a[i] = weights + ((long)(firstRow + Math.Min(tile + i, rows - 1)) * inputs) + first;
                    float* b = samples + (firstPanel * panelLength) + (first * PanelMatrix.PanelWidth);
                    for (int panel = 0; panel < panels; panel += 2, b += 2 * panelLength, tileSums += 2 * Tile.SumLength)
                        if (panel + 1 < panels) Tile.AccumulateTwo<TLanes>(a, &zero, 1, length, 1, b, PanelMatrix.PanelWidth, panelLength, tileSums);
                        else Tile.Accumulate<TLanes>(a, &zero, 1, length, 1, b, PanelMatrix.PanelWidth, tileSums);
                    if (panels % 2 != 0) tileSums -= Tile.SumLength;
                }
            }
        }

        private void Store(int firstRow, int rows, int firstPanel, int panels, float* sums)
        {
            int firstSample = firstPanel * PanelMatrix.PanelWidth;
            for (int n = firstSample; n < Math.Min(batch, firstSample + (panels * PanelMatrix.PanelWidth)); n++)
            {
                (int panel, int lane) = int.DivRem(n - firstSample, PanelMatrix.PanelWidth);
                float* to = y + ((long)n * outputs) + firstRow;
                for (int row = 0; row < rows; row++) to[row] = sums[((((row / Tile.Rows * panels) + panel) * Tile.Rows) + (row % Tile.Rows)) * PanelMatrix.PanelWidth + lane];
            }
        }
    }
}
