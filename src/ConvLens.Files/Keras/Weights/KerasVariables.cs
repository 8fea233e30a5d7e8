using ConvLens.Files.Hdf5;

namespace ConvLens.Files.Keras.Weights;

/// <summary>All variables of a Keras file: a group for each layer, and beside them the order of layers and weights.</summary>
internal sealed class KerasVariables
{
    private const string Models = "model_weights", LayerNames = "layer_names", WeightNames = "weight_names";
    private readonly List<KerasVariable> _all = [];

    public KerasVariables(Hdf5File file)
    {
        Path = file.Source.Path;
        Hdf5Group root = file.Root.Links.ContainsKey(Models) ? file.Root.Group(Models) : file.Root;
        foreach (string layer in Texts(root, LayerNames) ?? throw file.Root.Fault("Keras' weights have an attribute 'layer_names'", "none"))
        {
            Hdf5Group group = root.Group(layer);
            string[] weights = [.. Texts(group, WeightNames) ?? []];
            // A model inside of a model keeps the variables of many layers, whose names stand before theirs.
            bool isModel = weights.Select(OwnerOf).Distinct(StringComparer.Ordinal).Count() > 1;
            foreach (string weight in weights) _all.Add(new(isModel ? OwnerOf(weight) : layer, KerasVariable.LocalName(weight), group.Dataset(weight)));
        }
    }

    public string Path { get; }

    /// <summary>In the order in which the file lists them.</summary>
    public IReadOnlyList<KerasVariable> All => _all;

    /// <summary>Whether a file holds Keras' weights.</summary>
    public static bool Exist(Hdf5File file) => file.Root.Links.ContainsKey(Models) || Texts(file.Root, LayerNames) is not null;

    /// <summary>A layer's variable, or null.</summary>
    public KerasVariable? Find(string layer, string local) => _all.FirstOrDefault(variable => variable.Layer == layer && variable.Local == local);

    private static string OwnerOf(string weight)
    {
        string[] parts = weight.Split('/');
        return parts.Length > 1 ? parts[^2] : "";
    }

    // Long lists are cut into attributes with numbers: headers have little room.
    private static List<string>? Texts(Hdf5Object item, string name)
    {
        if (item.Attributes.TryGetValue(name, out Hdf5Attribute? whole)) return [.. whole.Count == 0 ? [] : whole.Texts()];
        List<string>? texts = null;
        for (int i = 0; item.Attributes.TryGetValue($"{name}{i}", out Hdf5Attribute? part); i++) (texts ??= []).AddRange(part.Texts());
        return texts;
    }
}
