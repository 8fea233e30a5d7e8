namespace ConvLens.Figures.Reports;

/// <summary>Figures, tables and words in order. <see cref="HtmlReport"/> writes it.</summary>
/// <param name="Title">The heading.</param>
/// <param name="Lead">One or two sentences under it: what was done and what came out.</param>
public sealed record Report(string Title, string Lead)
{
    /// <summary>What was used and found, as label and value; none unless told otherwise.</summary>
    public IReadOnlyList<(string Label, string Value)> Facts { get; init; } = [];

    /// <summary>The parts in order; none unless told otherwise.</summary>
    public IReadOnlyList<ReportSection> Sections { get; init; } = [];
}
