using ConvLens.Compute.Tensors;

namespace ConvLens.Files.Safetensors;

/// <summary>What a safetensors file holds.</summary>
/// <param name="Tensors">The tensors with their names, in the order of their data in the file; names differ.</param>
/// <param name="Metadata">The file's <c>__metadata__</c>; empty where the file has none.</param>
public sealed record SafetensorsContent(IReadOnlyList<(string Name, Tensor Tensor)> Tensors, IReadOnlyDictionary<string, string> Metadata);
