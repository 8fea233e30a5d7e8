using ConvLens.Compute.Random;
using ConvLens.Files.Tests.Hdf5;

namespace ConvLens.Files.Tests.Keras;

/// <summary>Puts together the <c>.h5</c> file of a model: variables of seeded numbers, layer by layer, and the model's JSON.</summary>
internal sealed class KerasFixture
{
    private readonly List<(string Layer, string Weight, int[] Extents, float[] Values)> _variables = [];

    /// <summary>Adds a variable and returns its numbers: within ±1, or from 0.5 to 1.5 for a variance.</summary>
    public float[] Add(string layer, string local, params int[] extents) => AddAs(layer, $"{layer}/{local}:0", extents);

    /// <summary>Adds a variable under the name that a file of Keras 1, or a model inside of a model, has.</summary>
    public float[] AddAs(string layer, string weight, params int[] extents)
    {
        RandomStream random = new(7, weight);
        bool isVariance = weight.Contains("variance", StringComparison.Ordinal);
        float[] values = [.. Enumerable.Range(0, extents.Aggregate(1, (a, b) => a * b)).Select(_ => isVariance ? random.NextSingle(0.5f, 1.5f) : random.NextSingle(-1, 1))];
        _variables.Add((layer, weight, extents, values));
        return values;
    }

    /// <summary>The file; without a definition it holds weights alone.</summary>
    public byte[] ToFile(string? definition = null, bool compressed = false)
    {
        Hdf5Writer writer = new();
        string[] layers = [.. _variables.Select(variable => variable.Layer).Distinct()];
        (string, ulong)[] groups =
        [
            .. from layer in layers
               let own = _variables.Where(variable => variable.Layer == layer).ToArray()
               select (layer, Nested(writer, [.. own.Select(variable => (variable.Weight.Split('/'), writer.Dataset(variable.Extents, variable.Values, compressed ? variable.Extents : null, compressed)))],
                   Hdf5Writer.Texts("weight_names", [.. own.Select(variable => variable.Weight)]))),
        ];
        byte[] names = Hdf5Writer.Texts("layer_names", layers);
        if (definition is null) return writer.Finish(writer.Group(groups, names));
        ulong weights = writer.Group(groups, names);
        return writer.Finish(writer.Group([("model_weights", weights)], Hdf5Writer.Texts("keras_version", "2.2.4"), writer.LongText("model_config", definition)));
    }

    /// <summary>A chain's JSON.</summary>
    public static string Sequential(params string[] layers) => $"{{\"class_name\":\"Sequential\",\"config\":{{\"name\":\"chain\",\"layers\":[{string.Join(',', layers)}]}}}}";

    /// <summary>A layer's JSON.</summary>
    public static string Layer(string className, string name, string options = "", string? inbound = null) =>
        $"{{\"class_name\":\"{className}\",\"name\":\"{name}\",\"config\":{{\"name\":\"{name}\"{(options.Length > 0 ? "," + options : "")}}}{(inbound is null ? "" : $",\"inbound_nodes\":{inbound}")}}}";

    /// <summary>What one call reads.</summary>
    public static string Reads(params string[] layers) => $"[[{string.Join(',', layers.Select(layer => $"[\"{layer}\",0,0,{{}}]"))}]]";

    private static ulong Nested(Hdf5Writer writer, (string[] Path, ulong Address)[] items, params byte[][] attributes) => writer.Group(
        items.GroupBy(item => item.Path[0], StringComparer.Ordinal).Select(group => (group.Key, group.First().Path.Length == 1 ? group.First().Address : Nested(writer, [.. group.Select(item => (item.Path[1..], item.Address))]))),
        attributes);
}
