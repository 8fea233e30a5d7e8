using ConvLens.Compute.Tensors;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Layers;
using ConvLens.Networks.Layers.Shaping;

namespace ConvLens.Files.Keras.Weights;

/// <summary>Which vectors of a network are flattened maps, which Keras has pixel by pixel and we have map by map.</summary>
internal static class FlattenedMaps
{
    /// <summary>Both have the same order.</summary>
    public const int None = 1;

    /// <summary>Flattened maps beside other numbers.</summary>
    public const int Mixed = 0;

    /// <summary>For each node the number of maps that its output is flattened of; <see cref="None"/>, or <see cref="Mixed"/>.</summary>
    public static int[] Of(Network network)
    {
        int[] maps = new int[network.Nodes.Count];
        foreach (Node node in network.Nodes) maps[node.Index] = Of(node, network.Shapes, maps);
        return maps;
    }

    /// <summary>The same for what a layer with parameters reads.</summary>
    /// <exception cref="FileFormatException">It reads flattened maps beside other numbers.</exception>
    public static int Into(string path, Node node, IReadOnlyList<int> maps) => maps[node.Inputs[0]] is not Mixed and var count ? count
        : throw new FileFormatException(path, $"the input of {node} must be maps flattened at once, so that its weights can be put in Keras' order", "flattened maps beside other numbers");

    private static int Of(Node node, IReadOnlyList<Shape> shapes, int[] maps)
    {
        Shape shape = shapes[node.Index];
        if (node.Layer is Dense || shape.Rank != 2 || node.Inputs.Count == 0) return None;
        Shape input = shapes[node.Inputs[0]];
        if (node.Layer is Flatten or Reshape && input.Rank is 4 or 5) return input.C > 1 && input.Length > input.N * input.C ? input.C : None;
        int[] vectors = [.. node.Inputs.Where(index => shapes[index].Rank == 2).Select(index => maps[index]).Distinct()];
        if (vectors is [] or [None]) return None;
        return vectors is [int only] && node.Layer is not Rearrangement && node.Inputs.All(index => shapes[index] == shape) ? only : Mixed;
    }
}
