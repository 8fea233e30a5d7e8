namespace ConvLens.Imaging.Graphs;

/// <summary>A directed graph without cycles, to be drawn from top to bottom.</summary>
/// <param name="Title">What a screen reader says.</param>
/// <param name="Boxes">The vertices in topological order.</param>
/// <param name="Edges">Pairs of positions in <paramref name="Boxes"/>, each from an earlier to a later one.</param>
public sealed record Graph(string Title, IReadOnlyList<GraphBox> Boxes, IReadOnlyList<(int From, int To)> Edges);
