using System.Runtime.Intrinsics;

namespace ConvLens.Compute.Products;

/// <summary>How a large product is cut into items: blocks of rows by ranges of panels.</summary>
/// <remarks>Blocks are whole tiles of the machine's; how rows are cut changes no bit.</remarks>
/// <param name="BlockRows">Rows of a block; the last has what is left.</param>
/// <param name="Blocks">Number of blocks.</param>
/// <param name="CutPanels">Panels of a range, an even number; the last has what is left.</param>
/// <param name="Cuts">Number of ranges.</param>
internal readonly record struct WidePartition(int BlockRows, int Blocks, int CutPanels, int Cuts)
{
    // What an item costs beside its products, counted in products of a tile's rows by a panel: fetching a panel, starting, and packing the rows of a tile, which fewer rows repay less.
    private const double Fetching = 0.4, Starting = 1;

    // Threads that the cut should suit.
    private const int MostThreads = 4, MostCuts = 16;

    private const int MostRows = WideBlock.MostTiles * WideTile.MostRows;

    private static readonly double Packing = Vector512.IsHardwareAccelerated ? 0.3 : 0.66;
    private static readonly int TileRows = Vector512.IsHardwareAccelerated ? WideTile.MostRows : PanelTile.Rows;

    /// <summary>Items of one matrix.</summary>
    public int Items => Blocks * Cuts;

    /// <summary>Cuts a product of <paramref name="rows"/> by <paramref name="panels"/>, of which there are <paramref name="count"/>, so that few threads wait least.</summary>
    public static WidePartition Of(int rows, int panels, int count = 1)
    {
        int tiles = RoundUp.Quotient(rows, TileRows), pairs = RoundUp.Quotient(panels, 2), fewestBlocks = RoundUp.Quotient(tiles, MostRows / TileRows);
        (WidePartition best, double least) = (default, double.PositiveInfinity);
        for (int blockTiles = RoundUp.Quotient(tiles, fewestBlocks); blockTiles > 0; blockTiles--)
            for (int cut = 1; cut <= Math.Min(pairs, MostCuts); cut++)
            {
                int cutPairs = RoundUp.Quotient(pairs, cut);
                WidePartition parts = new(blockTiles * TileRows, RoundUp.Quotient(tiles, blockTiles), 2 * cutPairs, RoundUp.Quotient(pairs, cutPairs));
                double item = (blockTiles * ((2 * cutPairs) + Packing)) + (2 * cutPairs * Fetching) + Starting, waited = 0;
                for (int threads = 1; threads <= MostThreads; threads++) waited += (double)threads * RoundUp.Quotient(parts.Items * count, threads) * item;
                if (waited < least) (best, least) = (parts, waited);
            }

        return best;
    }
}
