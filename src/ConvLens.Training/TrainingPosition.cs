namespace ConvLens.Training;

/// <summary>A place in a run, between two steps.</summary>
/// <param name="Epoch">Epochs complete.</param>
/// <param name="Batch">Steps done of the epoch after them.</param>
/// <param name="Steps">Steps done in all.</param>
/// <param name="LossSum">Loss of the running epoch so far, summed over samples.</param>
/// <param name="Correct">Samples of the running epoch so far that were classified right when their step came.</param>
public readonly record struct TrainingPosition(int Epoch, int Batch, long Steps, double LossSum, int Correct)
{
    /// <summary>Before the first step.</summary>
    public static TrainingPosition Start { get; } = new(0, 0, 0, 0, 0);
}
