namespace ConvLens.Imaging.Charts;

/// <summary>Values over a quantity, as a loss over epochs. <see cref="LineChartSvg"/> draws it.</summary>
/// <param name="Title">The heading; wraps where it is long.</param>
/// <param name="X">The horizontal axis.</param>
/// <param name="Y">The vertical axis.</param>
/// <param name="Series">The lines. None is allowed, as is a series without a finite point.</param>
public sealed record LineChart(string Title, Axis X, Axis Y, IReadOnlyList<LineSeries> Series)
{
    /// <summary>A line to compare with; null for none.</summary>
    public ReferenceLine? Reference { get; init; }

    /// <summary>Width in pixels, 240 to 4000; 640 unless told otherwise. Long names at the lines' ends widen the chart rather than narrow the plot below half of it.</summary>
    public int Width
    {
        get;
        init => field = Checked(value, 240);
    } = 640;

    /// <summary>Height of the plot between its axes in pixels, 80 to 4000; 240 unless told otherwise. Many series make it higher.</summary>
    public int PlotHeight
    {
        get;
        init => field = Checked(value, 80);
    } = 240;

    private static int Checked(int value, int least)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, least);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 4000);
        return value;
    }
}
