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

    /// <summary>The same for fewer pixels, with blocks that are no larger.</summary>
    public InPlacePartition Within(int pixels)
    {
        int rows = RoundUp.Multiple(RoundUp.Quotient(pixels, RoundUp.Quotient(pixels, BlockRows)), InPlaceTile.Rows);
        return this with { BlockRows = rows, Blocks = RoundUp.Quotient(pixels, rows) };
    }

    /// <summary>Cuts <paramref name="pixels"/> by <paramref name="outputs"/>, of which there are <paramref name="groups"/>.</summary>
    public static InPlacePartition Of(int pixels, int outputs, int groups)
    {
        int blocks = RoundUp.Quotient(pixels, pixels >= ManyBlocks * MostRows ? MostRows : FewRows), blockRows = RoundUp.Multiple(RoundUp.Quotient(pixels, blocks), InPlaceTile.Rows);
        blocks = RoundUp.Quotient(pixels, blockRows);
        int panels = RoundUp.Quotient(outputs, PanelMatrix.PanelWidth), cutPanels = RoundUp.Quotient(panels, Math.Clamp(RoundUp.Quotient(FewestItems, blocks * groups), 1, panels));
        // A last panel that is not full goes together with the one before.
        while (outputs % PanelMatrix.PanelWidth != 0 && panels > 1 && (panels - 1) % cutPanels == 0) cutPanels++;
        return new(blockRows, blocks, cutPanels, RoundUp.Quotient(panels, cutPanels));
    }
}
