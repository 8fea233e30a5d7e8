using ConvLens.Compute.Products;
using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Convolution;

/// <summary>M[p] = V[p]·U[p] at all 36 points for a block of tiles and a group of outputs, and from it the output tiles: M is never in memory as a whole.</summary>
/// <param name="parts">How work is cut.</param>
/// <param name="weights">The kernels.</param>
/// <param name="kept">U; null where it is made on the way.</param>
/// <param name="v">V of the batch.</param>
/// <param name="firstTile">The batch's first tile.</param>
/// <param name="tiles">Its tiles.</param>
/// <param name="output">Where outputs go.</param>
internal readonly unsafe struct WinogradProduct(WinogradPartition parts, WinogradWeights weights, float* kept, float* v, int firstTile, int tiles, WinogradOutput output) : IKernel
{
    private const int Points = WinogradConvolution.Points, Width = PanelMatrix.PanelWidth;

    /// <summary>Items of the batch.</summary>
    public int Items => RoundUp.Quotient(tiles, parts.BlockTiles) * parts.Groups;

    public void Run<TLanes>(int item)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        (int block, int group) = int.DivRem(item, parts.Groups);
        int first = block * parts.BlockTiles, count = Math.Min(parts.BlockTiles, tiles - first), panel = group * parts.GroupPanels;
        int panels = Math.Min(parts.GroupPanels, parts.Panels - panel), columns = panels * Width;
        // The last tile of a product is filled with rows that nobody reads, rather than written through a place of its own.
        int rows = PackedRows.Filled<TLanes>(count), pitch = rows * columns;
        fixed (float* own = Scratch.Floats(parts.ScratchLength))
        {
            float* m = own + parts.WeightsLength, u = kept is null ? own : kept + ((long)panel * parts.PanelPitch);
            for (int k = 0, depth; k < parts.Channels; k += depth)
            {
                depth = Math.Min(parts.Depth, parts.Channels - k);
                if (kept is null)
                    for (int i = 0; i < panels; i++) weights.Transform((panel + i) * Width, k, depth, u + (i * parts.PanelPitch), parts.PointPitch);
                float* a = v + ((long)block * parts.BlockLength) + PackedRows.GroupPitch<TLanes>(k), b = u;
                // What is transformed next, here or in the next group, is asked for meanwhile.
                (int nextOutput, int nextInput) = k + depth < parts.Channels ? (panel * Width, k + depth) : ((panel * Width) + columns, 0);
                for (int point = 0; point < Points; point++, a += parts.PointLength, b += parts.PointPitch)
                {
                    if (kept is null) weights.Fetch(nextOutput, columns, nextInput, parts.Depth, point, Points);
                    WideBlock.Add<TLanes>(a, PackedRows.GroupPitch<TLanes>(parts.RowLength), rows, b, parts.PanelPitch, depth, k == 0, null, m + (point * pitch), columns, columns);
                }
            }

            for (int tile = 0; tile < count; tile++)
                for (int i = 0; i < columns; i += Width) output.Write<TLanes>(firstTile + first + tile, (panel * Width) + i, m + (tile * columns) + i, pitch);
        }
    }
}
