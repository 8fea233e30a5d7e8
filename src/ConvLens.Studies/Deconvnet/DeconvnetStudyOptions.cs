using ConvLens.Insight.Deconvnet;

namespace ConvLens.Studies.Deconvnet;

/// <summary>What the deconvnet study can be told.</summary>
public sealed record DeconvnetStudyOptions
{
    /// <summary>Passes over the training samples. Default 15.</summary>
    public int Epochs { get; init; } = 15;

    /// <summary>Decides initial weights and the order of samples. Default 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>What of each feature map is sent down. Default the whole map.</summary>
    public DeconvnetStart Start { get; init; } = DeconvnetStart.Map;

    /// <summary>The digits to look at. Default 0, 1, 5 and 8.</summary>
    public IReadOnlyList<int> Digits { get; init; } = [0, 1, 5, 8];

    /// <summary>Whether to go on from a checkpoint in the result folder. Default false.</summary>
    public bool Resume { get; init; }
}
