namespace ConvLens.Figures.Reports;

/// <summary>A table.</summary>
/// <param name="Headings">The names of the columns.</param>
/// <param name="Rows">The cells, row by row; a short row ends early.</param>
public sealed record TableItem(IReadOnlyList<string> Headings, IReadOnlyList<IReadOnlyList<string>> Rows) : ReportItem
{
    internal override void WriteTo(HtmlWriter html)
    {
        bool[] isNumeric = [.. Enumerable.Range(0, Headings.Count).Select(IsNumeric)];
        html.Open("div", "class", "card table");
        html.Open("table");
        html.Open("thead");
        Row(html, "th", Headings, isNumeric);
        html.Close("thead");
        html.Open("tbody");
        foreach (IReadOnlyList<string> row in Rows) Row(html, "td", row, isNumeric);
        html.Close("tbody");
        html.Close("table");
        html.Close("div");
    }

    private static void Row(HtmlWriter html, string tag, IReadOnlyList<string> cells, bool[] isNumeric)
    {
        html.Open("tr");
        for (int i = 0; i < cells.Count; i++) html.Element(tag, cells[i], "class", i < isNumeric.Length && isNumeric[i] ? "number" : null);
        html.Close("tr");
    }

    /// <summary>Whether a column lines up on the right: every cell is empty or begins with a digit, perhaps behind a sign.</summary>
    private bool IsNumeric(int column)
    {
        string[] cells = [.. Rows.Where(row => column < row.Count && row[column].Length > 0).Select(row => row[column])];
        return cells.Length > 0 && Array.TrueForAll(cells, cell => char.IsAsciiDigit(cell.TrimStart('-', '−', '+', '±') is [char first, ..] ? first : ' '));
    }
}
