namespace ConvLens.Insight.Diagnostics;

/// <summary>All nodes of one kind of layer in numbers, for a batch of one.</summary>
/// <param name="Kind">The layers' kind.</param>
/// <param name="Nodes">How many there are.</param>
/// <param name="Parameters">Numbers in their parameters.</param>
/// <param name="TrainableParameters">Those of them that an optimizer changes.</param>
/// <param name="MultiplyAdds">Multiplications of a forward pass that come with an addition.</param>
public sealed record KindSummary(string Kind, int Nodes, long Parameters, long TrainableParameters, long MultiplyAdds);
