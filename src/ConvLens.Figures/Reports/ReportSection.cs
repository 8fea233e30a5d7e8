namespace ConvLens.Figures.Reports;

/// <summary>A part of a report.</summary>
/// <param name="Heading">Its heading, also its entry in the table of contents.</param>
/// <param name="Items">What it holds, from the top.</param>
public sealed record ReportSection(string Heading, IReadOnlyList<ReportItem> Items);
