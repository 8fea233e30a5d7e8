namespace ConvLens.Figures.Reports;

/// <summary>A drawing that is folded away until its heading is opened, with others folded inside.</summary>
/// <param name="Heading">What it is.</param>
/// <param name="Svg">The drawing.</param>
/// <param name="Inner">What can be opened in it.</param>
public sealed record FoldedItem(string Heading, string Svg, IReadOnlyList<FoldedItem> Inner) : ReportItem
{
    internal override void WriteTo(HtmlWriter html)
    {
        html.Open("details", "class", "card");
        html.Element("summary", Heading);
        html.Open("div", "class", "drawing");
        html.Raw(Svg);
        html.Close("div");
        foreach (FoldedItem item in Inner) item.WriteTo(html);
        html.Close("details");
    }
}
