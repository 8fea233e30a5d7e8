namespace ConvLens.Figures.Reports;

/// <summary>Words.</summary>
/// <param name="Text">Plain text; it is escaped.</param>
public sealed record Paragraph(string Text) : ReportItem
{
    internal override void WriteTo(HtmlWriter html) => html.Element("p", Text);
}
