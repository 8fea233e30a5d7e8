using ConvLens.Compute.Products;

namespace ConvLens.Compute.Convolution;

/// <summary>How a convolution that reads its patches in place is cut into items: blocks of pixels by ranges of panels.</summary>
/// <param name="BlockRows">Pixels of a block, whole tiles; the last has what is left.</param>
/// <param name="Blocks">Number of blocks.</param>
/// <param name="CutPanels">Panels of a range; the last has what is left.</param>
/// <param name="Cuts">Number of ranges.</param>
internal readonly record struct InPlacePartition(int BlockRows, int Blocks, int CutPanels, int Cuts)
{
    /// <summary>The most pixels of a block: a multiple of either tile's rows.</summary>
    public const int MostRows = 2 * FewRows;

    // The most where there are few blocks for the threads to share.
    private const int FewRows = 96, ManyBlocks = 48;

    // So many items, if there are as many panels, keep few threads busy to the end.
    private const int FewestItems = 24;

    /// <summary>Items of one group.</summary>
    public int Items => Blocks * Cuts;

    /// <summary>Cuts <paramref name="pixels"/> by <paramref name="outputs"/>, of which there are <paramref name="groups"/>.</summary>
    public static InPlacePartition Of(int pixels, int outputs, int groups)
    {
        int blocks = Ceiling(pixels, pixels >= ManyBlocks * MostRows ? MostRows : FewRows), blockRows = Ceiling(Ceiling(pixels, blocks), InPlaceTile.Rows) * InPlaceTile.Rows;
        blocks = Ceiling(pixels, blockRows);
        int panels = Ceiling(outputs, PanelMatrix.PanelWidth), cutPanels = Ceiling(panels, Math.Clamp(Ceiling(FewestItems, blocks * groups), 1, panels));
        // A last panel that is not full goes together with the one before.
        while (outputs % PanelMatrix.PanelWidth != 0 && panels > 1 && (panels - 1) % cutPanels == 0) cutPanels++;
        return new(blockRows, blocks, cutPanels, Ceiling(panels, cutPanels));
    }

    private static int Ceiling(int number, int divisor) => (number + divisor - 1) / divisor;
}
