using ConvLens.Compute.Tensors;
using ConvLens.Files;
using ConvLens.Files.Safetensors;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Parameters;

namespace ConvLens.Studies.Checkpoints;

/// <summary>A network's parameters as a safetensors file: PyTorch's names, logical order.</summary>
public static class WeightsFile
{
    /// <summary>Writes all parameters.</summary>
    public static void Save(string path, Network network, ParameterSet parameters) =>
        SafetensorsFile.Write(
            path,
            [.. parameters.Select(pair => (pair.Key, pair.Value))],
            new Dictionary<string, string>(StringComparer.Ordinal) { ["format"] = "pt", ["model"] = network.Name });

    /// <summary>Reads the parameters of a network.</summary>
    /// <exception cref="FileFormatException">The file is damaged, or holds other parameters than the network needs.</exception>
    public static ParameterSet Load(string path, Network network)
    {
        Dictionary<string, Tensor> found = SafetensorsFile.Read(path).Tensors.ToDictionary(entry => entry.Name, entry => entry.Tensor, StringComparer.Ordinal);
        return Select(path, network, found, exact: true);
    }

    /// <summary>The network's parameters out of what a file holds, in the network's order.</summary>
    internal static ParameterSet Select(string path, Network network, Dictionary<string, Tensor> found, bool exact)
    {
        List<KeyValuePair<string, Tensor>> parameters = [];
        foreach ((string name, var spec) in network.Parameters)
        {
            if (!found.TryGetValue(name, out Tensor? tensor)) throw new FileFormatException(path, $"'{network.Name}' needs a tensor '{name}' of {spec.Shape}", found.Count == 0 ? "no tensor at all" : $"only {Some(found.Keys)}");
            if (tensor.Shape != spec.Shape) throw new FileFormatException(path, $"tensor '{name}' must be {spec.Shape}", $"{tensor.Shape}");
            parameters.Add(new(name, tensor));
        }

        string? left = exact ? found.Keys.Except(parameters.Select(pair => pair.Key), StringComparer.Ordinal).FirstOrDefault() : null;
        if (left is not null) throw new FileFormatException(path, $"'{network.Name}' has {parameters.Count} parameters", $"another tensor '{left}'");
        return new(parameters);
    }

    private static string Some(IReadOnlyCollection<string> names) =>
        string.Join(", ", names.Take(4).Select(name => $"'{name}'")) + (names.Count > 4 ? $" and {names.Count - 4} more" : "");
}
