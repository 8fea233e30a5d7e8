using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Products;

/// <summary>C = A · B (+ bias): C [m, n], A [m, k] read by strides, B [k, n] in panels.</summary>
/// <remarks>Strides make the transposes that gradients need: A's row stride 1 and column stride m reads Aᵀ.</remarks>
public static unsafe class MatrixProduct
{
    // Below these a wide tile would mostly multiply zeros, or packing A would cost more than it saves.
    private const int WideRows = 12, WideColumns = 24, WideDepth = 16;

    // Rows and columns of C that one narrow item computes: its panels (k × 128 floats) are read again for every six rows.
    private const int ItemRows = 8 * Tile.Rows, ItemPanels = 8;

    /// <summary>Computes the product.</summary>
    /// <param name="scheduler">Who works.</param>
    /// <param name="m">Rows of A and C.</param>
    /// <param name="a">A, element (i, k) at <c>i · rowStride + k · columnStride</c>.</param>
    /// <param name="rowStride">Floats from row to row of A.</param>
    /// <param name="columnStride">Floats from column to column of A.</param>
    /// <param name="b">B; its rows are k, its columns n.</param>
    /// <param name="bias">n numbers added to every row of C, or none.</param>
    /// <param name="c">C, row-major [m, n].</param>
    /// <exception cref="ArgumentException">A span is too short.</exception>
    public static void Run(
        Scheduler scheduler, int m, ReadOnlySpan<float> a, int rowStride, int columnStride, PanelMatrix b, ReadOnlySpan<float> bias, Span<float> c)
    {
        int n = b.Columns, k = b.Rows;
        if (((long)(m - 1) * rowStride) + ((long)(k - 1) * columnStride) >= a.Length) throw new ArgumentException($"A [{m}, {k}] reaches beyond its {a.Length} numbers", nameof(a));
        if (c.Length < (long)m * n) throw new ArgumentException($"C [{m}, {n}] needs {(long)m * n} numbers, found {c.Length}", nameof(c));
        if (!bias.IsEmpty && bias.Length != n) throw new ArgumentException($"the bias needs {n} numbers, found {bias.Length}", nameof(bias));
        fixed (float* pa = a, pb = b.Values, pbias = bias, pc = c)
            if (m >= WideRows && n >= WideColumns && k >= WideDepth)
            {
                WidePartition parts = WidePartition.Of(m, b.Panels);
                scheduler.Run(new WideKernel(m, n, k, pa, rowStride, columnStride, pb, pbias, pc, parts), parts.Items);
            }
            else
            {
                int rowBlocks = RoundUp.Quotient(m, ItemRows), panelBlocks = RoundUp.Quotient(b.Panels, ItemPanels);
                scheduler.Run(new NarrowKernel(m, n, k, pa, rowStride, columnStride, pb, pbias, pc, panelBlocks), rowBlocks * panelBlocks);
            }
    }

    private readonly struct WideKernel(
        int m, int n, int k, float* a, int rowStride, int columnStride, float* b, float* bias, float* c, WidePartition parts) : IKernel
    {
        public void Run<TLanes>(int item)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            (int block, int cut) = int.DivRem(item, parts.Cuts);
            int firstRow = block * parts.BlockRows, rows = Math.Min(parts.BlockRows, m - firstRow);
            int firstColumn = cut * parts.CutPanels * PanelMatrix.PanelWidth, columns = Math.Min(parts.CutPanels * PanelMatrix.PanelWidth, n - firstColumn);
            float* source = a + ((long)firstRow * rowStride);
            // Equal parts of k, so that none is too short to pay for fetching and putting down the sums.
            int deepest = RoundUp.Quotient(k, RoundUp.Quotient(k, typeof(TLanes) == typeof(Lanes512) ? WideBlock.Depth : PanelTile.MostDepth));
            deepest = RoundUp.Multiple(deepest, PackedRows.Quad);
            nint groupPitch = PackedRows.GroupPitch<TLanes>(deepest);
            fixed (float* packed = Scratch.Floats(PackedRows.Length(parts.BlockRows, deepest)))
                for (int first = 0; first < k; first += deepest)
                {
                    int depth = Math.Min(deepest, k - first);
                    PackRows<TLanes>(source + ((long)first * columnStride), rows, depth, packed, groupPitch);
                    WideBlock.Add<TLanes>(
                        packed, groupPitch, rows, b + ((long)firstColumn * k) + (first * PanelMatrix.PanelWidth), (nint)k * PanelMatrix.PanelWidth, depth,
                        first == 0, bias is null ? null : bias + firstColumn, c + ((long)firstRow * n) + firstColumn, n, columns);
                }
        }

        private void PackRows<TLanes>(float* source, int rows, int depth, float* packed, nint groupPitch)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            if (columnStride == 1) PackedRows.Pack<TLanes>(source, rowStride, rows, depth, packed, groupPitch);
            else if (rowStride == 1) PackedRows.Turn<TLanes>(source, columnStride, rows, depth, packed, groupPitch);
            else
            {
                float* row = stackalloc float[depth];
                for (int i = 0; i < rows; i++)
                {
                    for (int l = 0; l < depth; l++) row[l] = source[((long)i * rowStride) + ((long)l * columnStride)];
                    PackedRows.Copy<TLanes>(row, depth, PackedRows.Row<TLanes>(packed, groupPitch, i));
                }
            }
        }
    }

    private readonly struct NarrowKernel(
        int m, int n, int k, float* a, int rowStride, int columnStride, float* b, float* bias, float* c, int panelBlocks) : IKernel
    {
        public void Run<TLanes>(int item)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            (int rowBlock, int panelBlock) = int.DivRem(item, panelBlocks);
            int firstRow = rowBlock * ItemRows, endRow = Math.Min(firstRow + ItemRows, m);
            int firstColumn = panelBlock * ItemPanels * PanelMatrix.PanelWidth;
            int endColumn = Math.Min(firstColumn + (ItemPanels * PanelMatrix.PanelWidth), n);
            float** rows = stackalloc float*[Tile.Rows];
            float* memory = stackalloc float[TileSums.Length];
            int zero = 0;
            TileSums sums = new(memory);
            for (int column = firstColumn; column < endColumn; column += 2 * PanelMatrix.PanelWidth)
            {
                int columns = Math.Min(2 * PanelMatrix.PanelWidth, endColumn - column);
                float* panels = b + ((long)column * k);
                for (int row = firstRow; row < endRow; row += Tile.Rows)
                {
                    // Rows beyond the last repeat it; their sums are not stored.
                    for (int i = 0; i < Tile.Rows; i++) rows[i] = a + ((long)Math.Min(row + i, endRow - 1) * rowStride);
                    sums.Start(bias is null ? null : bias + column, columns);
                    sums.Accumulate<TLanes>(rows, &zero, 1, k, columnStride, panels, k * PanelMatrix.PanelWidth, columns);
                    for (int i = 0; i < Tile.Rows && row + i < endRow; i++) sums.Store<TLanes>(i, c + ((long)(row + i) * n) + column, columns);
                }
            }
        }
    }
}
