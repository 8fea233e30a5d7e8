using System.Text;
using ConvLens.Imaging.Svg;
using ConvLens.Imaging.Text;

namespace ConvLens.Imaging.Charts;

/// <summary>Draws a line chart as an <c>&lt;svg&gt;</c> element in the page's text colour, in light and in dark.</summary>
/// <remarks>A page may choose the series' colours by the custom properties <c>--chart-1</c> to <c>--chart-7</c>.</remarks>
public static class LineChartSvg
{
    private const int Margin = 12, TitleSize = 15, LabelSize = 12, TickSize = 11, TickGap = 6, EndGap = 12, SampleWidth = 26, EntryHeight = 17, FewPoints = 24;

    /// <summary>The chart as XML, to stand inside a page or, as a file, on its own.</summary>
    public static string Render(LineChart chart)
    {
        ArgumentNullException.ThrowIfNull(chart);
        IEnumerable<double> xs = chart.Series.SelectMany(series => series.X);
        Scale x = Scale.Of(xs, isLogarithmic: false, marks: 6, isWhole: xs.All(value => !double.IsFinite(value) || value == Math.Floor(value)));
        Scale y = Scale.Of(chart.Series.SelectMany(series => series.Y).Append(chart.Reference?.Value ?? double.NaN), chart.Y.IsLogarithmic, marks: 5);

        double endLabels = EndNames(chart).Select(name => SansMetrics.Measure(name, LabelSize)).DefaultIfEmpty(-EndGap - SampleWidth).Max() + EndGap + SampleWidth;
        double lastTick = SansMetrics.Measure(x.Ticks[^1].Label, TickSize) / 2;
        double left = Margin + Math.Max(y.Ticks.Max(tick => SansMetrics.Measure(tick.Label, TickSize)) + TickGap, SansMetrics.Measure(x.Ticks[0].Label, TickSize) / 2);
        double plotWidth = Math.Max(chart.Width - left - Margin - Math.Max(endLabels, lastTick), chart.Width / 2.0);
        plotWidth = Math.Max(plotWidth, SansMetrics.Measure(chart.Y.ToString(), LabelSize) - endLabels);
        plotWidth = Math.Max(plotWidth, SansMetrics.Measure(chart.X.ToString(), LabelSize));
        double width = left + plotWidth + Math.Max(endLabels, lastTick) + Margin;
        IReadOnlyList<string> title = TextWrap.Lines(chart.Title, width - (2 * Margin), line => SansMetrics.Measure(line, TitleSize, true));
        width = Math.Max(width, title.Max(line => SansMetrics.Measure(line, TitleSize, true)) + (2 * Margin));
        double top = Margin + (title.Count * StrokeFont.LineHeight(TitleSize)) + 26;
        Plot plot = new(x, y, left, top, plotWidth, Math.Max(chart.PlotHeight, EndNames(chart).Count() * EntryHeight));

        SvgBuilder svg = new(width, plot.Bottom + 48, chart.Title);
        for (int line = 0; line < title.Count; line++) svg.Text(Margin, Margin + TitleSize + (line * StrokeFont.LineHeight(TitleSize)), title[line], TitleSize, isStrong: true);
        svg.Text(Margin, top - 13, chart.Y.ToString(), LabelSize, isMuted: true);
        svg.Text(left + (plotWidth / 2), plot.Bottom + 40, chart.X.ToString(), LabelSize, "middle", isMuted: true);
        DrawAxes(svg, plot);
        if (chart.Reference is { } reference && Scale.IsDrawable(reference.Value, chart.Y.IsLogarithmic))
            svg.Line(left, plot.Y(reference.Value), plot.Right, plot.Y(reference.Value), 0.7, "3 4");
        for (int i = 0; i < chart.Series.Count; i++) DrawSeries(svg, plot, chart.Series[i], SeriesStyle.Of(i), chart.Y.IsLogarithmic);
        DrawEnds(svg, plot, chart);
        return svg.Close();
    }

    private static IEnumerable<string> EndNames(LineChart chart) =>
        chart.Series.Select(series => series.Name).Append(chart.Reference?.Label ?? "").Where(name => name.Length > 0);

    private static void DrawAxes(SvgBuilder svg, Plot plot)
    {
        foreach (Tick tick in plot.YScale.Ticks)
        {
            double y = plot.Y(tick.Value);
            svg.Line(plot.Left, y, plot.Right, y, 0.15);
            svg.Text(plot.Left - TickGap, y + 4, tick.Label, TickSize, "end");
        }

        svg.Line(plot.Left, plot.Bottom, plot.Right, plot.Bottom, 0.7);
        double free = double.NegativeInfinity;
        foreach (Tick tick in plot.XScale.Ticks)
        {
            double x = plot.X(tick.Value), half = SansMetrics.Measure(tick.Label, TickSize) / 2;
            svg.Line(x, plot.Bottom, x, plot.Bottom + 4, 0.7);
            if (x - half < free) continue;
            svg.Text(x, plot.Bottom + 18, tick.Label, TickSize, "middle");
            free = x + half + TickGap;
        }
    }

    private static void DrawSeries(SvgBuilder svg, Plot plot, LineSeries series, SeriesStyle style, bool isLogarithmic)
    {
        bool[] drawn = [.. series.X.Zip(series.Y, (x, y) => Scale.IsDrawable(x, false) && Scale.IsDrawable(y, isLogarithmic))];
        bool isFew = drawn.Count(point => point) <= FewPoints;
        StringBuilder line = new(), markers = new();
        for (int i = 0; i < drawn.Length; i++)
        {
            if (!drawn[i]) continue;
            bool starts = i == 0 || !drawn[i - 1], ends = i == drawn.Length - 1 || !drawn[i + 1];
            string place = $"{SvgBuilder.Number(plot.X(series.X[i]))} {SvgBuilder.Number(plot.Y(series.Y[i]))}";
            line.Append(starts ? "M" : "L").Append(place);
            if (isFew || (starts && ends)) markers.Append('M').Append(place).Append(style.Marker);
        }

        if (line.Length > 0) svg.Path(line.ToString(), LineAttributes(style));
        if (markers.Length > 0) svg.Path(markers.ToString(), MarkerAttributes(style));
    }

    private static string LineAttributes(SeriesStyle style) =>
        $"class=\"chart-line\" fill=\"none\" stroke-width=\"1.8\" stroke-linejoin=\"round\" style=\"stroke:{style.Colour}\"" + (style.Dashes.Length == 0 ? "" : $" stroke-dasharray=\"{style.Dashes}\"");

    private static string MarkerAttributes(SeriesStyle style) => $"class=\"chart-marker\" stroke=\"none\" style=\"fill:{style.Colour}\"";

    /// <summary>A sample and a name for each line, as near to the line's end as the others allow.</summary>
    private static void DrawEnds(SvgBuilder svg, Plot plot, LineChart chart)
    {
        List<(double Y, string Name, SeriesStyle? Style)> ends = [.. chart.Series
            .Select((series, i) => (EndOf(series, plot, chart.Y.IsLogarithmic), series.Name, (SeriesStyle?)SeriesStyle.Of(i)))];
        if (chart.Reference is { } reference)
            ends.Add((Scale.IsDrawable(reference.Value, chart.Y.IsLogarithmic) ? plot.Y(reference.Value) : plot.Bottom, reference.Label, null));
        ends = [.. ends.Where(end => end.Name.Length > 0).OrderBy(end => end.Y)];
        double[] places = Spread([.. ends.Select(end => end.Y)], EntryHeight, plot.Bottom - (EntryHeight / 2.0));
        for (int i = 0; i < ends.Count; i++)
        {
            double x = plot.Right + EndGap, y = places[i];
            (string from, string middle, string to) = (SvgBuilder.Number(x), SvgBuilder.Number(x + 10), SvgBuilder.Number(x + 20));
            if (ends[i].Style is { } style)
            {
                svg.Path($"M{from} {SvgBuilder.Number(y)}H{to}", LineAttributes(style));
                svg.Path($"M{middle} {SvgBuilder.Number(y)}{style.Marker}", MarkerAttributes(style));
            }
            else
            {
                svg.Line(x, y, x + 20, y, 0.7, "3 4");
            }

            svg.Text(x + SampleWidth, y + 4, ends[i].Name, LabelSize);
        }
    }

    private static double EndOf(LineSeries series, Plot plot, bool isLogarithmic)
    {
        for (int i = series.Y.Count - 1; i >= 0; i--)
            if (Scale.IsDrawable(series.X[i], false) && Scale.IsDrawable(series.Y[i], isLogarithmic)) return plot.Y(series.Y[i]);
        return plot.Bottom;
    }

    /// <summary>Rising places moved apart to at least a gap: first down, then, from the greatest allowed, back up.</summary>
    internal static double[] Spread(double[] places, double gap, double greatest)
    {
        for (int i = 1; i < places.Length; i++) places[i] = Math.Max(places[i], places[i - 1] + gap);
        for (int i = places.Length - 1; i >= 0; i--) places[i] = Math.Min(places[i], i == places.Length - 1 ? greatest : places[i + 1] - gap);
        return places;
    }

    /// <summary>The rectangle between the axes, and values to pixels.</summary>
    private sealed record Plot(Scale XScale, Scale YScale, double Left, double Top, double Width, double Height)
    {
        public double Right => Left + Width;

        public double Bottom => Top + Height;

        public double X(double value) => Left + (XScale.Place(value) * Width);

        public double Y(double value) => Bottom - (YScale.Place(value) * Height);
    }
}
