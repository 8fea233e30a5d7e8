using ConvLens.Networks.Graph;
using ConvLens.Networks.Parameters;

namespace ConvLens.Studies.Models;

/// <summary>A model out of a file.</summary>
/// <param name="Network">The network.</param>
/// <param name="Parameters">All its parameters.</param>
/// <param name="Outputs">The file's names for its outputs, and the nodes that make them, in the file's order.</param>
public sealed record OpenedModel(Network Network, ParameterSet Parameters, IReadOnlyList<(string Name, string Node)> Outputs);
