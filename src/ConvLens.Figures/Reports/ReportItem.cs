namespace ConvLens.Figures.Reports;

/// <summary>A piece of a section: a <see cref="Paragraph"/>, a <see cref="FigureItem"/>, a <see cref="FoldedItem"/> or a <see cref="TableItem"/>.</summary>
public abstract record ReportItem
{
    private protected ReportItem()
    {
    }

    /// <summary>Writes the piece as HTML.</summary>
    internal abstract void WriteTo(HtmlWriter html);
}
