namespace ConvLens.Imaging.Charts;

/// <summary>A horizontal line to compare with, as chance level; the vertical axis always reaches it.</summary>
/// <param name="Value">Where it lies.</param>
/// <param name="Label">What it means; stands at its right end.</param>
public sealed record ReferenceLine(double Value, string Label);
