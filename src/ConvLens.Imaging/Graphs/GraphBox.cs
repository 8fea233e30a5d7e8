namespace ConvLens.Imaging.Graphs;

/// <summary>A vertex of a drawn graph.</summary>
/// <param name="Title">Its name, in strong type.</param>
/// <param name="Detail">A line below it; empty for none.</param>
/// <param name="Look">How its box is drawn.</param>
public sealed record GraphBox(string Title, string Detail, GraphBoxLook Look = GraphBoxLook.Plain);
