namespace ConvLens.Imaging.Charts;

/// <summary>What an axis measures.</summary>
/// <param name="Label">The quantity, as <c>loss</c>.</param>
/// <param name="Unit">Its unit, written in parentheses; null for a bare number.</param>
/// <param name="IsLogarithmic">Whether equal distances are equal ratios (base 10); values of zero and below are then left out. Only the vertical axis heeds it.</param>
public sealed record Axis(string Label, string? Unit = null, bool IsLogarithmic = false)
{
    /// <summary><c>Label (Unit)</c>.</summary>
    public override string ToString() => Unit is null ? Label : $"{Label} ({Unit})";
}
