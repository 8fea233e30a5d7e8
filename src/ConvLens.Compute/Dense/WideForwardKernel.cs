using ConvLens.Compute.Products;
using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Dense;

/// <summary>A range of outputs of all samples: rows of weights are brought together 256 numbers deep.</summary>
/// <param name="batch">Samples N.</param>
/// <param name="inputs">Numbers of a sample, I.</param>
/// <param name="outputs">Numbers of a result, O.</param>
/// <param name="panels">Panels of samples.</param>
/// <param name="samples">The samples in panels, <see cref="WideBlock.Depth"/> inputs together.</param>
/// <param name="weights">[O, I].</param>
/// <param name="bias">[O], or null.</param>
/// <param name="y">[N, O].</param>
internal readonly unsafe struct WideForwardKernel(int batch, int inputs, int outputs, int panels, float* samples, float* weights, float* bias, float* y) : IKernel
{
    /// <summary>Outputs of an item, whole tiles on any machine; the last has what is left.</summary>
    public const int ItemRows = 6 * WideTile.MostRows;

    private const int Width = PanelMatrix.PanelWidth;

    /// <inheritdoc/>
    public void Run<TLanes>(int item)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        int firstRow = item * ItemRows, rows = Math.Min(ItemRows, outputs - firstRow), columns = panels * Width;
        float* from = weights + ((nint)firstRow * inputs);
        fixed (float* sums = Scratch.Floats((ItemRows * columns) + WideBlock.Length))
        {
            float* packed = sums + (ItemRows * columns);
            for (int row = 0; row < rows; row++) new Span<float>(sums + (row * columns), columns).Fill(bias is null ? 0 : bias[firstRow + row]);
            for (int first = 0; first < inputs; first += WideBlock.Depth)
            {
                int depth = Math.Min(WideBlock.Depth, inputs - first);
                PackedRows.Pack<TLanes>(from + first, inputs, rows, depth, packed, PackedRows.GroupPitch<TLanes>(WideBlock.Depth));
                Add<TLanes>(packed, rows, samples + ((nint)first * columns), depth, sums, columns);
            }

            Store(firstRow, rows, sums, columns);
        }
    }

    /// <summary>Panel by panel, so that each stays in the first-level cache for all rows.</summary>
    private static void Add<TLanes>(float* packed, int rows, float* b, int depth, float* sums, int columns)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        int step = typeof(TLanes) == typeof(Lanes512) ? WideTile.Columns : Width;
        for (int column = 0; column < columns; column += step)
            WideBlock.Add<TLanes>(packed, PackedRows.GroupPitch<TLanes>(WideBlock.Depth), rows, b + (column * depth), depth * Width, depth, begin: false, null, sums + column, columns, Math.Min(step, columns - column));
    }

    private void Store(int firstRow, int rows, float* sums, int columns)
    {
        for (int n = 0; n < batch; n++)
        {
            float* to = y + ((nint)n * outputs) + firstRow;
            for (int row = 0; row < rows; row++) to[row] = sums[(row * columns) + n];
        }
    }
}
