using ConvLens.Data.Batches;
using ConvLens.Networks.Graph;

namespace ConvLens.Studies.Recipes;

/// <summary>A network of the zoo with the data it is trained on and the settings that are known to work.</summary>
/// <param name="Name">The network's name.</param>
/// <param name="Description">What is learnt from what.</param>
/// <param name="Network">The network.</param>
/// <param name="Epochs">Passes over the samples.</param>
/// <param name="BatchSize">Samples of a step.</param>
/// <param name="LearningRate">Of Adam.</param>
/// <param name="LoadAsync">Finds or generates the training and the test samples, given places and a seed.</param>
public sealed record Recipe(
    string Name, string Description, Network Network, int Epochs, int BatchSize, float LearningRate,
    Func<DataPlaces, ulong, CancellationToken, Task<(Dataset Train, Dataset Test)>> LoadAsync);
