using ConvLens.Networks.Graph;
using ConvLens.Networks.Layers;
using ConvLens.Networks.Parameters;

namespace ConvLens.Files.Keras.Weights;

/// <summary>Puts weights behind a flattening, which a Keras file has pixel by pixel, in a network's order.</summary>
internal static class KerasOrder
{
    public static ParameterSet ToNetwork(string path, Network network, ParameterSet parameters)
    {
        int[] maps = FlattenedMaps.Of(network);
        Dictionary<string, int> channels = new(StringComparer.Ordinal);
        foreach (Node node in network.Nodes)
        {
            string[] names = node.Layer switch
            {
                Dense => ["weight"],
                BatchNormalization => ["weight", "bias", "running_mean", "running_var"],
                _ => [],
            };
            if (names.Length > 0 && FlattenedMaps.Into(path, node, maps) is > FlattenedMaps.None and var count)
                foreach (string name in names) channels.Add(node.ParameterName(name), count);
        }

        return channels.Count == 0 ? parameters : new(parameters.Select(pair => channels.TryGetValue(pair.Key, out int count) ? KeyValuePair.Create(pair.Key, KerasLayout.MapByMap(pair.Value, count)) : pair));
    }
}
