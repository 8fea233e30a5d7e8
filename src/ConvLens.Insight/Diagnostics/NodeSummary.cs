using ConvLens.Compute.Tensors;

namespace ConvLens.Insight.Diagnostics;

/// <summary>One node of a network in numbers, for a batch of one.</summary>
/// <param name="Name">The node's name.</param>
/// <param name="Kind">Its layer's kind.</param>
/// <param name="Inputs">The nodes it reads.</param>
/// <param name="OutputShape">The shape of its activation.</param>
/// <param name="Parameters">Numbers in its parameters.</param>
/// <param name="TrainableParameters">Those of them that an optimizer changes.</param>
/// <param name="MultiplyAdds">Multiplications of a forward pass that come with an addition.</param>
/// <param name="ReceptiveField">Rows and columns of the input that one of its numbers can depend on, padding included; null where it is everything.</param>
public sealed record NodeSummary(
    string Name, string Kind, IReadOnlyList<string> Inputs, Shape OutputShape, long Parameters, long TrainableParameters, long MultiplyAdds, (int Rows, int Columns)? ReceptiveField);
