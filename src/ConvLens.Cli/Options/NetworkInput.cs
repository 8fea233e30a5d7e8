using ConvLens.Compute.Tensors;
using ConvLens.Data.Pictures;

namespace ConvLens.Cli.Options;

/// <summary>What a network is fed.</summary>
/// <param name="Tensors">The numbers by input name, all with the same N.</param>
/// <param name="Preprocessing">How pictures became numbers; null where there were none.</param>
internal sealed record NetworkInput(IReadOnlyDictionary<string, Tensor> Tensors, Preprocessing? Preprocessing)
{
    /// <summary>The first input's numbers.</summary>
    public Tensor First => Tensors.Values.First();

    /// <summary>Adds to a result's options what the pictures went through.</summary>
    public Dictionary<string, string> Describe(Dictionary<string, string> options)
    {
        if (Preprocessing is not null) options["preprocess"] = Preprocessing.ToString();
        return options;
    }
}
