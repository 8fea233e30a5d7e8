using System.Text.Json;
using ConvLens.Files.Keras.Config;
using ConvLens.Networks.Layers;
using ConvLens.Networks.Layers.Activations;

namespace ConvLens.Files.Keras.Import.Layers;

/// <summary>Keras' names of activations.</summary>
internal static class ActivationNames
{
    public const string Linear = "linear";

    /// <summary>The layer of a name, or null where there is none.</summary>
    public static Layer? LayerOf(string name, bool newHardSigmoid) => name switch
    {
        "relu" => new Relu(),
        "relu6" => new Relu6(),
        "sigmoid" => new Sigmoid(),
        "tanh" => new Tanh(),
        "softmax" => new Softmax(),
        "log_softmax" => new LogSoftmax(),
        "elu" => new Elu(),
        "selu" => new Selu(),
        "swish" or "silu" => new Swish(),
        "softplus" => new Softplus(),
        "softsign" => new Softsign(),
        "exponential" => new Exponential(),
        "gelu" => new Gelu(),
        "mish" => new Mish(),
        "leaky_relu" => new LeakyRelu(0.2f),
        "hard_sigmoid" => newHardSigmoid ? new HardSigmoid(1f / 6) : new HardSigmoid(),
        "hard_silu" or "hard_swish" => new HardSwish(),
        _ => null,
    };

    /// <summary>The name in a layer's options: text, or Keras 3's object around it.</summary>
    public static string NameIn(string path, KerasLayer layer)
    {
        if (new KerasConfig(path, layer.Title, layer.Options).Find("activation") is not { } value) return Linear;
        string what = $"'activation' of {layer.Title}";
        if (value.ValueKind != JsonValueKind.Object) return KerasJson.Text(path, what, value);
        string className = KerasJson.Text(path, what, KerasJson.Member(path, what, value, "class_name"));
        return className == "function" ? KerasJson.Text(path, what, KerasJson.Member(path, what, value, "config")) : className;
    }
}
