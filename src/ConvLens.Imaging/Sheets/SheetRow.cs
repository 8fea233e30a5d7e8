namespace ConvLens.Imaging.Sheets;

/// <summary>Tiles side by side under one heading; more than the sheet has columns go on in the next line.</summary>
/// <param name="Tiles">The tiles from the left; the n-th stands in the same column as the n-th of every other row.</param>
/// <param name="Heading">What they have in common; null for none.</param>
public sealed record SheetRow(IReadOnlyList<Tile> Tiles, string? Heading = null);
