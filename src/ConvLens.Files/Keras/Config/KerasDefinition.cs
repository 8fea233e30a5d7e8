namespace ConvLens.Files.Keras.Config;

/// <summary>A model's definition: layers and how they are joined.</summary>
/// <param name="Name">The model's name.</param>
/// <param name="Layers">In the file's order, which need not be one of execution.</param>
/// <param name="Inputs">The outputs of its input layers.</param>
/// <param name="Outputs">What it returns.</param>
internal sealed record KerasDefinition(string Name, IReadOnlyList<KerasLayer> Layers, IReadOnlyList<KerasReference> Inputs, IReadOnlyList<KerasReference> Outputs)
{
    /// <summary>All layers, those of models inside of it too.</summary>
    public IEnumerable<KerasLayer> AllLayers => Layers.SelectMany(layer => layer.Model is { } model ? model.AllLayers : [layer]);
}
