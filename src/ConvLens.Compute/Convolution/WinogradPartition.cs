using ConvLens.Compute.Products;
using ConvLens.Compute.Tensors;

namespace ConvLens.Compute.Convolution;

/// <summary>How <see cref="WinogradProduct"/> is cut into items, blocks of tiles by groups of outputs, and where U of a group lies.</summary>
/// <param name="Channels">Numbers of each sum.</param>
/// <param name="Panels">Panels of sixteen outputs.</param>
/// <param name="BlockTiles">Tiles of a block; the last has what is left.</param>
/// <param name="BatchTiles">Tiles whose V is in memory at a time: whole blocks.</param>
/// <param name="GroupPanels">Panels of a group; the last has what is left.</param>
/// <param name="Depth">Channels whose U is in one place: all of them where U is kept, otherwise as many as a near cache holds.</param>
/// <param name="IsKept">Whether U is kept; otherwise it is made on the way, block by block.</param>
internal readonly record struct WinogradPartition(int Channels, int Panels, int BlockTiles, int BatchTiles, int GroupPanels, int Depth, bool IsKept)
{
    // Few tiles are one block and meet small groups, so that there are items for all threads and M stays in the second-level cache; of many tiles, the block's V of a point stays there for the whole of a large group.
    private const int BatchFloats = 3 << 20, FewTiles = 66, ManyTiles = 48, FewPanels = 2, ManyPanels = 8;

    // U of more than 16 MiB is kept only where a point has more multiply-adds than this, otherwise made for 64 channels at a time. Making it takes as long for any number of tiles,
    // so the fewer tiles, the more it costs beside the products; in VGG-16 the border lies between 512 → 512 at 28 × 28 pixels, which is kept, and 256 → 512 there and 512 → 512 at 14 × 14, which are not: memory is spared where it is spared most.
    private const int MostKept = 1 << 22, FewProducts = 1 << 23, OnTheWay = 64;

    /// <summary>Groups of outputs.</summary>
    public int Groups => RoundUp.Quotient(Panels, GroupPanels);

    /// <summary>Floats from point to point of U in a panel: not a power of two, because then all 36 would fall on one place of the first-level cache.</summary>
    public int PointPitch => (Depth * PanelMatrix.PanelWidth) + PanelMatrix.PanelWidth;

    /// <summary>Floats from panel to panel of U.</summary>
    public int PanelPitch => WinogradConvolution.Points * PointPitch;

    /// <summary>Floats of an item's own: U of a group, where it is not kept, and M.</summary>
    public int ScratchLength => WeightsLength + (WinogradConvolution.Points * (BlockTiles + WideTile.LowRows) * GroupPanels * PanelMatrix.PanelWidth);

    /// <summary>Floats of U that an item makes.</summary>
    public int WeightsLength => IsKept ? 0 : GroupPanels * PanelPitch;

    /// <summary>Numbers of a row of V: whole lanes.</summary>
    public int RowLength => RoundUp.Multiple(Channels, PanelMatrix.PanelWidth);

    /// <summary>Floats from block to block of V, each of them <see cref="PackedRows"/> of its own.</summary>
    public int BlockLength => PackedRows.Length(BlockTiles, RowLength);

    /// <summary>Floats from point to point of V: not a power of two, as of U.</summary>
    public long PointLength => ((long)RoundUp.Quotient(BatchTiles, BlockTiles) * BlockLength) + PanelMatrix.PanelWidth;

    /// <summary>Floats of V.</summary>
    public int InputsLength => WinogradConvolution.Points * (int)PointLength;

    /// <summary>The partition for a geometry with so many tiles.</summary>
    public static WinogradPartition Of(ConvolutionGeometry geometry, int tiles)
    {
        int channels = geometry.Input.C, padded = RoundUp.Multiple(channels, PanelMatrix.PanelWidth);
        int panels = RoundUp.Quotient(geometry.Outputs, PanelMatrix.PanelWidth), block = tiles <= FewTiles ? tiles : Shared(tiles, ManyTiles), group = Math.Min(tiles <= FewTiles ? FewPanels : ManyPanels, panels);
        int batch = Math.Max(1, BatchFloats / (WinogradConvolution.Points * padded) / block) * block;
        long kernels = (long)channels * geometry.Outputs;
        bool kept = WinogradConvolution.Points * kernels <= MostKept || kernels * tiles >= FewProducts;
        return new(channels, panels, block, Math.Min(batch, tiles), group, kept ? channels : Math.Min(OnTheWay, channels), kept);
    }

    /// <summary>U of all outputs, if it is kept.</summary>
    public Tensor? KeptWeights() => IsKept ? new([Panels, PanelPitch]) : null;

    /// <summary>Tiles of a block if blocks of at most so many are about equal.</summary>
    private static int Shared(int tiles, int most)
    {
        int blocks = RoundUp.Quotient(tiles, most);
        return RoundUp.Quotient(tiles, blocks);
    }
}
