namespace ConvLens.Files.Keras.Config;

/// <summary>An output of a layer's call, as graphs name it.</summary>
/// <param name="Layer">The layer's name.</param>
/// <param name="Call">Which of its calls.</param>
/// <param name="Output">Which of the call's outputs.</param>
internal readonly record struct KerasReference(string Layer, int Call, int Output);
