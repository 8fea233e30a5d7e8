using ConvLens.Compute.Tensors;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Parameters;

namespace ConvLens.Files.Weights;

/// <summary>Fits the named tensors of a file to the parameters of a network.</summary>
/// <remarks>
/// Names are taken as they stand if they fit. Otherwise the prefix that most names share with a parameter behind it is taken off (<c>module.</c>, <c>model.</c>, <c>backbone.</c> …), and parts called
/// <c>module</c>, which PyTorch's wrappers leave inside names too. The names of the first published DenseNets (<c>norm.1</c> for <c>norm1</c>) are understood.
/// Then every parameter must be there with its shape, and nothing may be left but <c>num_batches_tracked</c>, which no result depends on, and what the network leaves aside.
/// </remarks>
public static class WeightMatching
{
    private const string Wrapper = "module", Ignored = "num_batches_tracked";
    private const int MaxParts = 16;

    /// <summary>The network's parameters out of what a file holds, in the network's order.</summary>
    /// <param name="path">What errors call the file.</param>
    /// <param name="network">The network whose parameters are wanted.</param>
    /// <param name="tensors">The file's tensors by name.</param>
    /// <exception cref="FileFormatException">Says how many parameters are missing, of another shape or left over, and names the first of each.</exception>
    public static ParameterSet Fit(string path, Network network, IReadOnlyDictionary<string, Tensor> tensors)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(tensors);
        Dictionary<string, Shape> wanted = network.Parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Spec.Shape, StringComparer.Ordinal);
        WeightNames names = WeightNames.Best(wanted.Keys, tensors.Keys, Wrapper, MaxParts);

        string[] missing = [.. wanted.Where(parameter => !names.InFile.ContainsKey(parameter.Key)).Select(parameter => $"'{parameter.Key}' of {parameter.Value}")];
        string[] differing =
        [
            .. from parameter in wanted
               where names.InFile.ContainsKey(parameter.Key)
               let found = tensors[names.InFile[parameter.Key]].Shape
               where found != parameter.Value
               select $"'{parameter.Key}' is {found}, not {parameter.Value}",
        ];
        string[] left = [.. tensors.Keys.Except(names.InFile.Values, StringComparer.Ordinal).Where(name => !IsIgnored(name, network)).Select(Excerpt.Of)];
        if (missing.Length + differing.Length + left.Length > 0)
            throw new FileFormatException(path, $"'{network.Name}' needs its {wanted.Count} parameters", tensors.Count == 0 ? "no tensor at all" : string.Join("; ", new[] { Some("missing", missing), Some("of another shape", differing), Some("left over", left) }.OfType<string>()));
        return new(wanted.Keys.Select(name => KeyValuePair.Create(name, tensors[names.InFile[name]])));
    }

    private static bool IsIgnored(string name, Network network) =>
        $".{name}".EndsWith($".{Ignored}", StringComparison.Ordinal) || network.LeftAside.Any(part => $".{name}".Contains($".{part}.", StringComparison.Ordinal));

    private static string? Some(string what, string[] names) =>
        names.Length == 0 ? null : $"{names.Length} {what} ({string.Join(", ", names.Take(3))}{(names.Length > 3 ? " …" : "")})";
}
