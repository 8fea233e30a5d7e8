using ConvLens.Compute.Tensors;
using ConvLens.Files.Onnx.Values;
using ConvLens.Networks.Layers;

namespace ConvLens.Files.Onnx.Import;

/// <summary>A node of the network to be: its layer, what it reads, its shape at the batch that is imported, and where its parameters come from.</summary>
internal sealed record PlannedNode(string Name, Layer Layer, IReadOnlyList<string> Inputs, Shape Shape, IReadOnlyList<(string Name, WeightSource Values)> Weights);
