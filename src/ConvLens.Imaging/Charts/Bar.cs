namespace ConvLens.Imaging.Charts;

/// <summary>One bar of a <see cref="BarChart"/>.</summary>
/// <param name="Label">What it stands for, as a class; wraps where it is long.</param>
/// <param name="Value">A probability. A value outside 0 to 1 is drawn to the end and written as it is; one that is not finite has no bar.</param>
/// <param name="IsStrong">Whether it is set apart, as the true class.</param>
public sealed record Bar(string Label, double Value, bool IsStrong = false);
