using ConvLens.Compute.Tensors;
using ConvLens.Files.Hdf5;
using ConvLens.Files.Keras.Weights;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Parameters;

namespace ConvLens.Files.Keras;

/// <summary>Reads the weights of Keras' <c>.h5</c> files, versions 1 and 2 [keras], of a model saved whole or of weights alone; writes weights alone as version 2 does.</summary>
/// <remarks>
/// <para>Names are <c>LAYER.weight</c> and so on, as everywhere here: kernel → weight, gamma → weight, beta → bias, moving_mean → running_mean, moving_variance → running_var; a separable convolution is
/// <c>LAYER.depthwise</c> and <c>LAYER.pointwise</c>.</para>
/// <para>Outputs come first: kernels [rows, columns, I, O] become [O, I, rows, columns], depthwise ones [rows, columns, C, M] become [C · M, 1, rows, columns], dense ones [I, O] become [O, I]. A dense layer behind a
/// flattening still expects its inputs pixel by pixel; only those who know the layers can put that right: <see cref="KerasModelFile"/>, and <see cref="ConvLens.Files.Weights.WeightsReader"/> where it is given the network. Kernels of the
/// old <c>th</c> ordering are not told apart from others.</para>
/// <para>Written: a group for each node with parameters, called as the node, in the network's order, float32; layers of Keras with the same names take them. Convolutions (also transposed, over volumes, depthwise), dense layers and
/// batch normalizations; other layers with parameters are refused. The same parameters give the same bytes.</para>
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

    /// <summary>Writes the parameters of a network; the file appears whole or not at all.</summary>
    /// <param name="path">Where the file will stand.</param>
    /// <param name="network">The network whose parameters they are.</param>
    /// <param name="parameters">The values.</param>
    /// <exception cref="FileFormatException">Keras has no place for a layer's parameters, or no such name.</exception>
    /// <exception cref="NetworkException">The parameters do not fit the network.</exception>
    public static void Write(string path, Network network, ParameterSet parameters) => AtomicFile.Write(path, stream => Write(stream, path, network, parameters));

    /// <summary>Writes the parameters of a network to a stream.</summary>
    /// <param name="stream">A stream that can seek, at its beginning.</param>
    /// <param name="name">What errors call the file.</param>
    /// <param name="network">The network whose parameters they are.</param>
    /// <param name="parameters">The values.</param>
    /// <exception cref="FileFormatException">Keras has no place for a layer's parameters, or no such name.</exception>
    /// <exception cref="NetworkException">The parameters do not fit the network.</exception>
    public static void Write(Stream stream, string name, Network network, ParameterSet parameters)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(parameters);
        parameters.RequireFit(network);
        KerasWeightsWriter.Write(stream, name, network, parameters);
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
