namespace ConvLens.Imaging.Sheets;

/// <summary>A line of text on its place: left end and baseline in pixels.</summary>
internal sealed record PlacedText(long X, long Y, string Text, SheetType Type);
