using System.Text.Json;

namespace ConvLens.Files.Keras.Config;

/// <summary>A layer of a model's definition.</summary>
/// <param name="ClassName">Its class, as in <c>Conv2D</c>.</param>
/// <param name="Name">Its name.</param>
/// <param name="Options">Its options.</param>
/// <param name="Calls">What it reads, call by call: a layer can be used several times. Empty for an input.</param>
/// <param name="Model">What it consists of, where it is a model itself.</param>
internal sealed record KerasLayer(string ClassName, string Name, JsonElement Options, IReadOnlyList<IReadOnlyList<KerasReference>> Calls, KerasDefinition? Model)
{
    public const string Input = "InputLayer";

    /// <summary>The layer in sentences.</summary>
    public string Title => $"layer {Excerpt.Of(Name)} ({Excerpt.Of(ClassName)})";
}
