using ConvLens.Imaging.Svg;
using ConvLens.Imaging.Text;

namespace ConvLens.Imaging.Charts;

/// <summary>Draws a bar chart as an <c>&lt;svg&gt;</c> element in the page's text colour, in light and in dark.</summary>
/// <remarks>The bars take the page's <c>--chart-1</c>, strong ones its <c>--chart-2</c>, where it sets them.</remarks>
public static class BarChartSvg
{
    private const int Margin = 12, TitleSize = 15, LabelSize = 12, TickSize = 11, Gap = 8, BarLength = 280, BarHeight = 13, MaxLabelWidth = 240;

    /// <summary>The chart as XML, to stand inside a page or, as a file, on its own.</summary>
    public static string Render(BarChart chart)
    {
        ArgumentNullException.ThrowIfNull(chart);
        IReadOnlyList<string>[] labels = [.. chart.Bars.Select(bar => TextWrap.Lines(bar.Label, MaxLabelWidth, line => SansMetrics.Measure(line, LabelSize, bar.IsStrong)))];
        double labelWidth = labels.Zip(chart.Bars, (lines, bar) => lines.Max(line => SansMetrics.Measure(line, LabelSize, bar.IsStrong))).DefaultIfEmpty(0).Max();
        double valueWidth = chart.Bars.Select(bar => SansMetrics.Measure(CompactNumber.Format(bar.Value), LabelSize, bar.IsStrong)).DefaultIfEmpty(0).Max();
        double left = Margin + labelWidth + Gap;
        double right = Math.Max(left + BarLength + Gap + valueWidth, left + (BarLength / 2.0) + (SansMetrics.Measure(chart.AxisLabel, LabelSize) / 2));
        double overhang = Math.Max(0, (SansMetrics.Measure(chart.AxisLabel, LabelSize) / 2) - (BarLength / 2.0) - left + Margin);
        (left, right) = (left + overhang, right + overhang);
        IReadOnlyList<string> title = TextWrap.Lines(chart.Title, right - Margin, line => SansMetrics.Measure(line, TitleSize, true));
        double width = Math.Max(right, title.Max(line => SansMetrics.Measure(line, TitleSize, true)) + Margin) + Margin;
        double top = Margin + (title.Count * StrokeFont.LineHeight(TitleSize)) + Gap, rows = labels.Sum(RowHeight);

        SvgBuilder svg = new(width, top + rows + 46, chart.Title);
        for (int line = 0; line < title.Count; line++) svg.Text(Margin, Margin + TitleSize + (line * StrokeFont.LineHeight(TitleSize)), title[line], TitleSize, isStrong: true);
        foreach ((double at, string tick) in (ReadOnlySpan<(double, string)>)[(0, "0"), (0.25, "0.25"), (0.5, "0.5"), (0.75, "0.75"), (1, "1")])
        {
            svg.Line(left + (at * BarLength), top, left + (at * BarLength), top + rows + 4, at == 0 ? 0.7 : 0.2);
            svg.Text(left + (at * BarLength), top + rows + 17, tick, TickSize, "middle");
        }

        svg.Text(left + (BarLength / 2.0), top + rows + 36, chart.AxisLabel, LabelSize, "middle", isMuted: true);
        double y = top;
        for (int i = 0; i < labels.Length; i++)
        {
            DrawBar(svg, chart.Bars[i], labels[i], left, y);
            y += RowHeight(labels[i]);
        }

        return svg.Close();
    }

    private static double RowHeight(IReadOnlyList<string> lines) => (lines.Count * StrokeFont.LineHeight(LabelSize)) + 5;

    private static void DrawBar(SvgBuilder svg, Bar bar, IReadOnlyList<string> lines, double left, double y)
    {
        double middle = y + (RowHeight(lines) / 2), length = double.IsFinite(bar.Value) ? Math.Clamp(bar.Value, 0, 1) * BarLength : 0;
        for (int line = 0; line < lines.Count; line++)
            svg.Text(left - Gap, middle + 4 + ((line - ((lines.Count - 1) / 2.0)) * StrokeFont.LineHeight(LabelSize)), lines[line], LabelSize, "end", bar.IsStrong);
        string colour = bar.IsStrong ? "var(--chart-2,#d55e00)" : "var(--chart-1,#0072b2)";
        if (length > 0) svg.Rectangle(left, middle - (BarHeight / 2.0), length, BarHeight, $"class=\"chart-bar\" style=\"fill:{colour}\"");

        // The numbers stand in a column behind the end of the scale, where no bar reaches.
        svg.Text(left + BarLength + Gap, middle + 4, CompactNumber.Format(bar.Value), LabelSize, isStrong: bar.IsStrong);
    }
}
