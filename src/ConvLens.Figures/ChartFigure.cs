using ConvLens.Imaging.Tones;

namespace ConvLens.Figures;

/// <summary>A figure of lines or bars.</summary>
/// <param name="Name">File name without extension.</param>
/// <param name="Caption">What is seen and how to read it.</param>
/// <param name="Svg">The drawing.</param>
/// <param name="Csv">The numbers drawn, in full precision, with a line of headings; null where there are none.</param>
public sealed record ChartFigure(string Name, string Caption, string Svg, string? Csv = null) : Figure(Name, Caption)
{
    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, ToneRange> Ranges => System.Collections.ObjectModel.ReadOnlyDictionary<string, ToneRange>.Empty;

    /// <inheritdoc/>
    public override string ToSvg() => Svg;
}
