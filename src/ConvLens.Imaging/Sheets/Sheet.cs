using ConvLens.Imaging.Tones;

namespace ConvLens.Imaging.Sheets;

/// <summary>A page of small pictures. <see cref="SheetRaster"/> and <see cref="SheetSvg"/> draw it.</summary>
/// <param name="Title">The heading; wraps where it is long.</param>
/// <param name="Rows">The pictures, from the top.</param>
public sealed record Sheet(string Title, IReadOnlyList<SheetRow> Rows)
{
    /// <summary>Lines under the title; null for none.</summary>
    public string? Subtitle { get; init; }

    /// <summary>Paragraphs at the foot of the page.</summary>
    public IReadOnlyList<string> Footnotes { get; init; } = [];

    /// <summary>Tiles in a line, at least 1; 8 unless told otherwise, which fits a screen at the usual tile size.</summary>
    public int Columns
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(value));
            field = value;
        }
    } = 8;

    /// <summary>What the shorter side of a tile reaches at least, in pixels, 1 to 1024; 64 unless told otherwise.</summary>
    /// <remarks>A smaller tile is enlarged by a whole number, the same in both directions, as long as its longer side stays within 6 times this size.</remarks>
    public int TileSize
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(value));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 1024, nameof(value));
            field = value;
        }
    } = 64;

    /// <summary>The tone map that all tiles share, drawn as a bar with its ends and zero labelled; null where they share none.</summary>
    public ToneMap? Legend { get; init; }

    /// <summary>What the legend's numbers are, with their unit; null for nothing.</summary>
    public string? LegendLabel { get; init; }
}
