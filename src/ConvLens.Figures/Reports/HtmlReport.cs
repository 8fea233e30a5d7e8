namespace ConvLens.Figures.Reports;

/// <summary>Writes a report as one HTML file that needs nothing else: no script, no font, no request.</summary>
public static class HtmlReport
{
    /// <summary>The whole page, HTML5 and well-formed XML at once.</summary>
    public static string Render(Report report)
    {
        ArgumentNullException.ThrowIfNull(report);
        HtmlWriter html = new();
        html.Raw("<!DOCTYPE html>");
        html.Open("html", "lang", "en");
        html.Open("head");
        html.Raw("<meta charset=\"utf-8\" />");
        html.Element("title", report.Title);
        html.Raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\" />");
        html.Raw("<meta name=\"generator\" content=\"ConvLens\" />");
        html.Raw("<meta name=\"color-scheme\" content=\"light dark\" />");
        html.Raw("<link rel=\"icon\" href=\"data:,\" />");
        html.Raw($"<style>\n{ReportStyle.Css}\n</style>");
        html.Close("head");
        html.Open("body");
        WriteHeader(html, report);
        html.Open("main");
        for (int i = 0; i < report.Sections.Count; i++) WriteSection(html, report.Sections[i], i);
        html.Close("main");
        html.Close("body");
        html.Raw("</html>");
        return html.ToString();
    }

    private static void WriteHeader(HtmlWriter html, Report report)
    {
        html.Open("header");
        html.Element("h1", report.Title);
        if (report.Lead.Length > 0) html.Element("p", report.Lead, "class", "lead");
        if (report.Facts.Count > 0)
        {
            html.Open("dl");
            foreach ((string label, string value) in report.Facts)
            {
                html.Open("div");
                html.Element("dt", label);
                html.Element("dd", value);
                html.Close("div");
            }

            html.Close("dl");
        }

        if (report.Sections.Count > 1) WriteContents(html, report.Sections);
        html.Close("header");
    }

    private static void WriteContents(HtmlWriter html, IReadOnlyList<ReportSection> sections)
    {
        html.Open("nav", "aria-label", "Contents");
        html.Open("ol");
        for (int i = 0; i < sections.Count; i++)
        {
            html.Open("li");
            html.Element("a", sections[i].Heading, "href", "#" + Anchor(i));
            html.Close("li");
        }

        html.Close("ol");
        html.Close("nav");
    }

    private static void WriteSection(HtmlWriter html, ReportSection section, int index)
    {
        html.Open("section", "id", Anchor(index));
        html.Element("h2", section.Heading);
        bool isAmongFigures = false;
        foreach (ReportItem item in section.Items)
        {
            if (item is FigureItem != isAmongFigures)
            {
                isAmongFigures = !isAmongFigures;
                if (isAmongFigures) html.Open("div", "class", "figures");
                else html.Close("div");
            }

            item.WriteTo(html);
        }

        if (isAmongFigures) html.Close("div");
        html.Close("section");
    }

    private static string Anchor(int index) => $"section-{index + 1}";
}
