namespace ConvLens.Networks.Layers;

/// <summary>A layer cannot take its inputs. The message says what it needs; the network adds the node and what it got.</summary>
public sealed class LayerShapeException(string message) : Exception(message);
