using ConvLens.Files;
using ConvLens.Files.Safetensors;
using ConvLens.Files.Weights;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Parameters;

namespace ConvLens.Studies.Checkpoints;

/// <summary>A network's parameters in a file: written as safetensors with PyTorch's names and logical order, read from any format that <see cref="WeightsReader"/> knows.</summary>
public static class WeightsFile
{
    /// <summary>Writes all parameters.</summary>
    public static void Save(string path, Network network, ParameterSet parameters) =>
        SafetensorsFile.Write(
            path,
            [.. parameters.Select(pair => (pair.Key, pair.Value))],
            new Dictionary<string, string>(StringComparer.Ordinal) { ["format"] = "pt", ["model"] = network.Name });

    /// <summary>Reads the parameters of a network from any format of weights.</summary>
    /// <exception cref="FileFormatException">The file is damaged, or holds other parameters than the network needs.</exception>
    public static ParameterSet Load(string path, Network network) => WeightsReader.Read(path, network);
}
