namespace ConvLens.Training;

/// <summary>By how much the optimizer's learning rate is multiplied in each epoch.</summary>
/// <param name="Drops">From an epoch on (counted from 0), the factor; in order. Before the first the factor is 1.</param>
public sealed record LearningRateSchedule(IReadOnlyList<(int Epoch, float Factor)> Drops)
{
    /// <summary>The same rate from the first step to the last.</summary>
    public static LearningRateSchedule Constant { get; } = new([]);

    /// <summary>The schedule in words.</summary>
    public string Description => Drops.Count == 0 ? "constant rate" : string.Join(", ", Drops.Select(drop => $"rate × {drop.Factor} from epoch {drop.Epoch + 1}"));

    /// <summary>A tenth of the rate in the last third of the epochs, so that a run does not end on the noise of its last steps.</summary>
    public static LearningRateSchedule DropInLastThird(int epochs) => new([(epochs - (epochs / 3), 0.1f)]);

    /// <summary>The factor in an epoch, counted from 0.</summary>
    public float FactorAt(int epoch)
    {
        float factor = 1;
        for (int i = 0; i < Drops.Count && Drops[i].Epoch <= epoch; i++) factor = Drops[i].Factor;
        return factor;
    }
}
