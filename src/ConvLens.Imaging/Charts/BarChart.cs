namespace ConvLens.Imaging.Charts;

/// <summary>Probabilities as horizontal bars on a scale from 0 to 1, whatever the greatest is. <see cref="BarChartSvg"/> draws it.</summary>
/// <param name="Title">The heading; wraps where it is long.</param>
/// <param name="Bars">The bars from the top.</param>
public sealed record BarChart(string Title, IReadOnlyList<Bar> Bars)
{
    /// <summary>What the values are.</summary>
    public string AxisLabel { get; init; } = "probability (0 to 1)";
}
