using ConvLens.Imaging.Rasters;

namespace ConvLens.Imaging.Sheets;

/// <summary>One picture of a <see cref="Sheet"/> with the words under it.</summary>
/// <param name="Image">The picture at its own size; the sheet enlarges it.</param>
/// <param name="Caption">What it shows, as <c>conv1:15</c>; may be empty.</param>
/// <param name="Note">A second line, as the range of a tile that has its own; null for none.</param>
public sealed record Tile(Raster Image, string Caption = "", string? Note = null);
