namespace ConvLens.Figures.Reports;

/// <summary>A figure with its caption, as a card.</summary>
/// <param name="Figure">The figure.</param>
public sealed record FigureItem(Figure Figure) : ReportItem
{
    internal override void WriteTo(HtmlWriter html)
    {
        html.Open("figure", "class", "card");
        html.Open("div", "class", "drawing");
        html.Raw(Figure.ToSvg());
        html.Close("div");
        html.Element("figcaption", Figure.Caption);
        html.Close("figure");
    }
}
