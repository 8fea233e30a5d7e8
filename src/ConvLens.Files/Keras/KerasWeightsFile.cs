using ConvLens.Compute.Tensors;
using ConvLens.Files.Hdf5;
using ConvLens.Files.Keras.Weights;

namespace ConvLens.Files.Keras;

/// <summary>Reads the weights of Keras' <c>.h5</c> files, versions 1 and 2 [keras]: of a model saved whole, or of weights alone.</summary>
/// <remarks>
/// <para>Names are <c>LAYER.weight</c> and so on, as everywhere here: kernel → weight, gamma → weight, beta → bias, moving_mean → running_mean, moving_variance → running_var; a separable convolution is
/// <c>LAYER.depthwise</c> and <c>LAYER.pointwise</c>.</para>
/// <para>Outputs come first: kernels [rows, columns, I, O] become [O, I, rows, columns], depthwise ones [rows, columns, C, M] become [C · M, 1, rows, columns], dense ones [I, O] become [O, I]. A dense layer behind a
/// flattening still expects its inputs pixel by pixel; only <see cref="KerasModelFile"/>, which knows the layers, can put that right. Kernels of the old <c>th</c> ordering are not told apart from others.</para>
/// </remarks>
public static class KerasWeightsFile
{
    /// <summary>All weights by name, in the file's order.</summary>
    /// <exception cref="FileFormatException">The file is damaged, or holds no weights of Keras.</exception>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public static IReadOnlyDictionary<string, Tensor> Read(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return Read(stream, path);
    }

    /// <summary>All weights of a stream by name.</summary>
    /// <param name="stream">A stream that can seek.</param>
    /// <param name="name">What errors call the file.</param>
    /// <exception cref="FileFormatException">The stream is damaged, or holds no weights of Keras.</exception>
    public static IReadOnlyDictionary<string, Tensor> Read(Stream stream, string name)
    {
        ArgumentNullException.ThrowIfNull(stream);
        KerasVariables variables = new(Hdf5File.Open(stream, name));
        OrderedDictionary<string, Tensor> tensors = new(StringComparer.Ordinal);
        foreach (KerasVariable variable in variables.All)
            if (!tensors.TryAdd($"{variable.Layer}.{NameOf(variables, variable)}", TensorOf(variable)))
                throw variable.Data.Fault("weights must have different names", $"another {Excerpt.Of(variable.Data.Name)}");
        return tensors;
    }

    private static string NameOf(KerasVariables variables, KerasVariable variable)
    {
        bool isSeparable = variables.Find(variable.Layer, "pointwise_kernel") is not null;
        return variable.Local switch
        {
            "depthwise_kernel" => isSeparable ? "depthwise.weight" : "weight",
            "pointwise_kernel" => "pointwise.weight",
            "kernel" or "gamma" => "weight",
            "bias" => isSeparable ? "pointwise.bias" : "bias",
            "beta" => "bias",
            "moving_mean" => "running_mean",
            "moving_variance" => "running_var",
            string other => other,
        };
    }

    private static Tensor TensorOf(KerasVariable variable) => variable.Local switch
    {
        "kernel" or "pointwise_kernel" => KerasLayout.Kernel(variable.Data),
        "depthwise_kernel" => KerasLayout.Depthwise(variable.Data),
        _ => KerasLayout.Plain(variable.Data),
    };
}
