using ConvLens.Files.Hdf5;

namespace ConvLens.Files.Keras.Weights;

/// <summary>One array that a layer keeps.</summary>
/// <param name="Layer">The layer's name; of a model inside of a model, the inner layer's.</param>
/// <param name="Local">What it is, in Keras 2's words: <c>kernel</c>, <c>bias</c>, <c>gamma</c> …</param>
/// <param name="Data">The numbers.</param>
internal sealed record KerasVariable(string Layer, string Local, Hdf5Dataset Data)
{
    /// <summary>Keras 2's word for the end of a variable's name, as in <c>conv1/kernel:0</c>, <c>conv1_W_1:0</c> or <c>bn_running_std</c>.</summary>
    public static string LocalName(string path)
    {
        string name = path[(path.LastIndexOf('/') + 1)..];
        name = name.Split(':')[0];
        string bare = name.TrimEnd("0123456789".ToCharArray()) is var head && head.EndsWith('_') ? head[..^1] : name;
        foreach ((string old, string word) in OldNames)
            if (bare == old || bare.EndsWith($"_{old}", StringComparison.Ordinal)) return word;
        return name;
    }

    private static readonly (string Old, string Word)[] OldNames =
    [
        ("depthwise_kernel", "depthwise_kernel"), ("pointwise_kernel", "pointwise_kernel"), ("recurrent_kernel", "recurrent_kernel"), ("moving_mean", "moving_mean"), ("moving_variance", "moving_variance"),
        ("running_mean", "moving_mean"), ("running_std", "moving_variance"), ("kernel", "kernel"), ("bias", "bias"), ("gamma", "gamma"), ("beta", "beta"), ("alpha", "alpha"), ("W", "kernel"), ("b", "bias"),
    ];
}
