using ConvLens.Imaging.Sheets;

namespace ConvLens.Figures.Tiles;

/// <summary>Tiles over the tiles that belong to them.</summary>
internal static class PairedRows
{
    /// <summary>Pairs side by side; more go on in further pairs of rows below.</summary>
    public const int Columns = 8;

    /// <summary>The rows; the n-th tile of the one list stands over the n-th of the other.</summary>
    public static IEnumerable<SheetRow> Of(string upperHeading, IReadOnlyList<Tile> upper, string lowerHeading, IReadOnlyList<Tile> lower)
    {
        for (int first = 0; first < upper.Count; first += Columns)
        {
            yield return new([.. upper.Skip(first).Take(Columns)], upperHeading);
            yield return new([.. lower.Skip(first).Take(Columns)], lowerHeading);
        }
    }
}
