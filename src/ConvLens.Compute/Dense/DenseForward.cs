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
    private const int ItemRows = 8 * Tile.Rows, Width = PanelMatrix.PanelWidth;

    private readonly SamplePanels _samples = new(batch, inputs);

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
        _samples.Pack(scheduler, x);
        fixed (float* samples = _samples.Values, w = weights, b = bias, to = y)
            scheduler.Run(new Kernel(batch, inputs, outputs, _samples.Panels, _samples.Depth, samples, w, b, to), (outputs + ItemRows - 1) / ItemRows);
    }

    private readonly struct Kernel(int batch, int inputs, int outputs, int panels, int depth, float* samples, float* weights, float* bias, float* y) : IKernel
    {
        public void Run<TLanes>(int item)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            int firstRow = item * ItemRows, rows = Math.Min(ItemRows, outputs - firstRow);
            fixed (float* sums = Scratch.Floats((ItemRows * panels * Width) + (Tile.Rows * depth)))
            {
                Begin<TLanes>(firstRow, rows, sums);
                for (int first = 0; first < inputs; first += depth) Accumulate<TLanes>(firstRow, rows, first, sums, sums + (ItemRows * panels * Width));
                Store(firstRow, rows, sums);
            }
        }

        /// <summary>The sums lie as tiles of six rows by one panel, all panels of six rows together.</summary>
        private void Begin<TLanes>(int firstRow, int rows, float* sums)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            for (int tile = 0; tile < rows; tile += Tile.Rows)
                for (int panel = 0; panel < panels; panel++)
                    for (int i = 0; i < Tile.Rows; i++, sums += Width) TLanes.Broadcast(bias is null ? 0 : bias[firstRow + Math.Min(tile + i, rows - 1)]).Store(sums);
        }

        private void Accumulate<TLanes>(int firstRow, int rows, int first, float* sums, float* copy)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            int length = Math.Min(depth, inputs - first), panelLength = length * Width, zero = 0;
            float** a = stackalloc float*[Tile.Rows];
            for (int tile = 0; tile < rows; tile += Tile.Rows)
            {
                // Rows beyond the last repeat it; their sums are not stored. Rows that several panels read are brought together, out of lines that would drive each other out of the cache.
                for (int i = 0; i < Tile.Rows; i++)
                {
                    a[i] = weights + ((nint)(firstRow + Math.Min(tile + i, rows - 1)) * inputs) + first;
                    if (panels == 1) continue;
                    new ReadOnlySpan<float>(a[i], length).CopyTo(new(copy + (i * length), length));
                    a[i] = copy + (i * length);
                }

                float* b = samples + ((nint)first * panels * Width);
                for (int panel = 0; panel < panels; panel += 2, b += 2 * panelLength, sums += 2 * Tile.SumLength)
                    if (panel + 1 < panels) Tile.AccumulateTwo<TLanes>(a, &zero, 1, length, 1, b, Width, panelLength, sums);
                    else Tile.Accumulate<TLanes>(a, &zero, 1, length, 1, b, Width, sums);
                if (panels % 2 != 0) sums -= Tile.SumLength;
            }
        }

        private void Store(int firstRow, int rows, float* sums)
        {
            for (int n = 0; n < batch; n++)
            {
                (int panel, int lane) = int.DivRem(n, Width);
                float* to = y + ((nint)n * outputs) + firstRow;
                for (int row = 0; row < rows; row++) to[row] = sums[((((row / Tile.Rows * panels) + panel) * Tile.Rows) + (row % Tile.Rows)) * Width + lane];
            }
        }
    }
}
