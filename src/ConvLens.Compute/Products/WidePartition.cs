namespace ConvLens.Compute.Products;

/// <summary>How a large product is cut into items: blocks of rows, and where those are few, ranges of panels too.</summary>
/// <remarks>Cut by shape for the widest tile; narrower machines take the same items in smaller tiles.</remarks>
/// <param name="BlockRows">Rows of a block; the last has what is left.</param>
/// <param name="Blocks">Number of blocks.</param>
/// <param name="CutPanels">Panels of a range, an even number; the last has what is left.</param>
/// <param name="Cuts">Number of ranges.</param>
internal readonly record struct WidePartition(int BlockRows, int Blocks, int CutPanels, int Cuts)
{
    // Enough items for a few threads to share evenly.
    private const int FewestItems = 16, LeastPanels = 4;

    /// <summary>Items of one matrix.</summary>
    public int Items => Blocks * Cuts;

    /// <summary>Cuts a product of <paramref name="rows"/> by <paramref name="panels"/>, of which there are <paramref name="count"/>.</summary>
    public static WidePartition Of(int rows, int panels, int count = 1)
    {
        int tiles = (rows + WideTile.MostRows - 1) / WideTile.MostRows;
        int blockTiles = (int)Math.Clamp((long)tiles * count / FewestItems, 1, WideBlock.MostTiles), blocks = (tiles + blockTiles - 1) / blockTiles;
        int cuts = (int)Math.Clamp(FewestItems / ((long)blocks * count), 1, Math.Max(1, panels / LeastPanels));
        int cutPanels = (((panels + cuts - 1) / cuts) + 1) / 2 * 2;
        return new(blockTiles * WideTile.MostRows, blocks, cutPanels, (panels + cutPanels - 1) / cutPanels);
    }
}
