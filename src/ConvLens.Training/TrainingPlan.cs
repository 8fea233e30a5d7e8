using ConvLens.Networks.Graph;
using ConvLens.Networks.Optimizers;

namespace ConvLens.Training;

/// <summary>Everything that decides what a training run computes, besides its data.</summary>
/// <param name="Network">A classifier with one input and one output of log-probabilities [N, classes].</param>
/// <param name="Optimizer">How parameters follow the gradient.</param>
public sealed record TrainingPlan(Network Network, Optimizer Optimizer)
{
    /// <summary>Passes over the training samples, at least 1. Default 15.</summary>
    public int Epochs { get; init => field = AtLeastOne(value); } = 15;

    /// <summary>Samples of a step, at least 1; the last step of an epoch takes what is left. Default 128.</summary>
    public int BatchSize { get; init => field = AtLeastOne(value); } = 128;

    /// <summary>How the learning rate changes. Default: it does not.</summary>
    public LearningRateSchedule Schedule { get; init; } = LearningRateSchedule.Constant;

    /// <summary>Decides initial values, the order of samples and dropout masks. Default 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>The plan in words: two runs with the same description, data and version give the same bits.</summary>
    public string Description => $"{Network.Name}, {Optimizer.Description}, {Schedule.Description}, batch {BatchSize}, seed {Seed}";

    /// <summary>Steps of an epoch over so many samples, the last of which may be smaller.</summary>
    public int StepsPerEpoch(int samples) => ((samples - 1) / BatchSize) + 1;

    private static int AtLeastOne(int value)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
        return value;
    }
}
