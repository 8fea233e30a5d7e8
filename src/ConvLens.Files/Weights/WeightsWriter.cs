using ConvLens.Compute.Tensors;
using ConvLens.Files.Keras;
using ConvLens.Files.Npy;
using ConvLens.Files.Safetensors;
using ConvLens.Files.Torch;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Parameters;

namespace ConvLens.Files.Weights;

/// <summary>Writes a network's parameters in the format that a file's ending asks for: safetensors, PyTorch's .pth, NumPy's .npz, Keras' .h5. <see cref="WeightsReader"/> reads the same bits back.</summary>
public static class WeightsWriter
{
    private static readonly (string[] Extensions, Action<string, Network, ParameterSet> Write)[] Formats =
    [
        ([".safetensors"], (path, network, parameters) => SafetensorsFile.Write(path, Tensors(parameters), new Dictionary<string, string>(StringComparer.Ordinal) { ["format"] = "pt", ["model"] = network.Name })),
        ([".pth", ".pt"], (path, _, parameters) => TorchFile.Write(path, Tensors(parameters))),
        ([".npz"], (path, _, parameters) => NpzFile.Write(path, Tensors(parameters))),
        ([".h5", ".hdf5"], KerasWeightsFile.Write),
    ];

    /// <summary>The endings that are known, with their dots; letters may be large or small.</summary>
    public static IReadOnlyList<string> Extensions { get; } = [.. Formats.SelectMany(format => format.Extensions)];

    /// <summary>Writes all parameters as float32; the file appears whole or not at all.</summary>
    /// <param name="path">Where the file will stand; its ending decides the format.</param>
    /// <param name="network">The network whose parameters they are.</param>
    /// <param name="parameters">The values.</param>
    /// <exception cref="FileFormatException">The ending is unknown, or the format has no place for some parameter.</exception>
    /// <exception cref="NetworkException">The parameters do not fit the network.</exception>
    public static void Write(string path, Network network, ParameterSet parameters)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(parameters);
        string extension = Path.GetExtension(path);
        Action<string, Network, ParameterSet> write = Formats.FirstOrDefault(format => format.Extensions.Contains(extension, StringComparer.OrdinalIgnoreCase)).Write
            ?? throw new FileFormatException(path, $"weights are written to files that end in {string.Join(", ", Extensions)}", extension.Length == 0 ? "no ending" : Excerpt.Of(extension));
        parameters.RequireFit(network);
        write(path, network, parameters);
    }

    private static (string Name, Tensor Tensor)[] Tensors(ParameterSet parameters) => [.. parameters.Select(pair => (pair.Key, pair.Value))];
}
