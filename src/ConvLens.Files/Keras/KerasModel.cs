using ConvLens.Networks.Graph;
using ConvLens.Networks.Parameters;

namespace ConvLens.Files.Keras;

/// <summary>A model of Keras as a network and its parameters.</summary>
/// <param name="Network">Nodes have the layers' names; an activation in a layer's options is a node of its own behind it, as <c>conv1.relu</c>. Inputs and maps are [N, C, H, W] whatever Keras' order is.</param>
/// <param name="Parameters">The values.</param>
public sealed record KerasModel(Network Network, ParameterSet Parameters);
