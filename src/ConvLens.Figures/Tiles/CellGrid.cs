using ConvLens.Imaging.Rasters;
using ConvLens.Imaging.Tones;

namespace ConvLens.Figures.Tiles;

/// <summary>A list of numbers as rows of squares, with hairlines between them and no value in grey.</summary>
internal static class CellGrid
{
    private const int MaxHeight = 640, MaxCell = 22, MinCell = 5;
    private static readonly Rgb Nothing = Rgb.Grey(0xB8);

    /// <summary>The squares, read like text; the last row may be short.</summary>
    /// <param name="values">The numbers, at least one.</param>
    /// <param name="columns">Squares in a row.</param>
    /// <param name="tone">Their colours.</param>
    public static Raster Draw(ReadOnlySpan<float> values, int columns, ToneMap tone)
    {
        columns = Math.Min(columns, values.Length);
        int rows = (values.Length + columns - 1) / columns, cell = Math.Clamp(MaxHeight / Math.Max(rows, columns), MinCell, MaxCell);
        Raster raster = new((columns * cell) - 1, (rows * cell) - 1, Nothing);
        for (int i = 0; i < values.Length; i++) raster.Fill(i % columns * cell, i / columns * cell, cell - 1, cell - 1, tone.Map(values[i]));
        return raster;
    }
}
