using ConvLens.Compute.Products;
using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Dense;

/// <summary>A range of outputs of up to sixteen samples: each row of weights is read once, where it lies.</summary>
/// <param name="batch">Samples N, at most 16.</param>
/// <param name="inputs">Numbers of a sample, I.</param>
/// <param name="outputs">Numbers of a result, O.</param>
/// <param name="depth">Inputs that lie together.</param>
/// <param name="samples">The samples as one panel.</param>
/// <param name="weights">[O, I].</param>
/// <param name="bias">[O], or null.</param>
/// <param name="y">[N, O].</param>
internal readonly unsafe struct NarrowForwardKernel(int batch, int inputs, int outputs, int depth, float* samples, float* weights, float* bias, float* y) : IKernel
{
    /// <summary>Outputs of an item; the last has what is left.</summary>
    public const int ItemRows = 8 * Tile.Rows;

    private const int Width = PanelMatrix.PanelWidth;

    /// <inheritdoc/>
    public void Run<TLanes>(int item)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        int firstRow = item * ItemRows, rows = Math.Min(ItemRows, outputs - firstRow), zero = 0;
        float** a = stackalloc float*[Tile.Rows];
        float* sums = stackalloc float[ItemRows * Width];
        for (int row = 0; row < ItemRows; row++) TLanes.Broadcast(bias is null ? 0 : bias[firstRow + Math.Min(row, rows - 1)]).Store(sums + (row * Width));
        for (int first = 0; first < inputs; first += depth)
            for (int tile = 0; tile < rows; tile += Tile.Rows)
            {
                // Rows beyond the last repeat it; their sums are not stored.
                for (int i = 0; i < Tile.Rows; i++) a[i] = weights + ((nint)(firstRow + Math.Min(tile + i, rows - 1)) * inputs) + first;
                Tile.Accumulate<TLanes>(a, &zero, 1, Math.Min(depth, inputs - first), 1, samples + ((nint)first * Width), Width, sums + (tile * Width));
            }

        for (int n = 0; n < batch; n++)
            for (int row = 0; row < rows; row++) y[((nint)n * outputs) + firstRow + row] = sums[(row * Width) + n];
    }
}
