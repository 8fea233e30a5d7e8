using ConvLens.Compute.Tensors;

namespace ConvLens.Files.Keras.Import;

/// <summary>A node's output, and how Keras sees it.</summary>
/// <param name="Node">The node in our network.</param>
/// <param name="Shape">Its shape for a batch of one: [1, C, H, W] for maps, whatever Keras' order is.</param>
/// <param name="Flattened">For a vector that Keras has pixel by pixel and we have map by map: how many maps. Null where both have the same order.</param>
internal sealed record KerasTensor(string Node, Shape Shape, int? Flattened = null);
