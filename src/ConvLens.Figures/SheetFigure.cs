using ConvLens.Compute.Tensors;
using ConvLens.Imaging.Rasters;
using ConvLens.Imaging.Sheets;
using ConvLens.Imaging.Tones;

namespace ConvLens.Figures;

/// <summary>A figure of small pictures.</summary>
/// <param name="Name">File name without extension.</param>
/// <param name="Caption">What is seen and how to read it.</param>
/// <param name="Sheet">The page.</param>
/// <param name="Ranges">The tone range of each group of tiles, by the group's name.</param>
/// <param name="Values">The numbers behind the tiles, to be kept as an array; null where there are none of interest.</param>
public sealed record SheetFigure(string Name, string Caption, Sheet Sheet, IReadOnlyDictionary<string, ToneRange> Ranges, Tensor? Values = null) : Figure(Name, Caption)
{
    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, ToneRange> Ranges { get; } = Ranges;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The sheet would have more than <see cref="Raster.MaxPixels"/> pixels.</exception>
    public override string ToSvg() => SheetSvg.Render(Sheet);

    /// <summary>The drawing as pixels, on white.</summary>
    /// <inheritdoc cref="ToSvg" path="/exception"/>
    public Raster ToRaster() => SheetRaster.Render(Sheet);
}
