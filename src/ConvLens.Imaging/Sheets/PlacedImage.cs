using ConvLens.Imaging.Rasters;

namespace ConvLens.Imaging.Sheets;

/// <summary>A picture on its place: top left and whole-number enlargement.</summary>
internal sealed record PlacedImage(long X, long Y, Raster Image, int Factor);
