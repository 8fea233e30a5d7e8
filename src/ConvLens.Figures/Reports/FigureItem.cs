namespace ConvLens.Figures.Reports;

/// <summary>A figure with its caption, as a card; figures in a row stand side by side where the page is wide enough.</summary>
/// <param name="Figure">The figure.</param>
public sealed record FigureItem(Figure Figure) : ReportItem
{
    // More lines of tiles than this would be too small on one page of paper.
    private const int MaxLinesOnPaper = 16;

    /// <summary>How the style treats it: a chart may shrink, a sheet scrolls where it is too wide, and a tall one is not pressed onto one page of paper.</summary>
    private string Kind => Figure is not SheetFigure { Sheet: { } sheet } ? "chart"
        : sheet.Rows.Sum(row => (row.Tiles.Count + sheet.Columns - 1) / sheet.Columns) > MaxLinesOnPaper ? "sheet tall" : "sheet";

    internal override void WriteTo(HtmlWriter html)
    {
        html.Open("figure", "class", $"card {Kind}");
        html.Open("div", "class", "drawing");
        html.Raw(Figure.ToSvg());
        html.Close("div");
        html.Element("figcaption", Figure.Caption);
        html.Close("figure");
    }
}
