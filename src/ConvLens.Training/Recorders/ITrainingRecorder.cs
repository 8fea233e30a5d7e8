namespace ConvLens.Training.Recorders;

/// <summary>Watches a run. A recorder sees and cannot steer.</summary>
public interface ITrainingRecorder
{
    /// <summary>A step is done.</summary>
    void OnStep(StepRecord step);

    /// <summary>An epoch is complete.</summary>
    /// <param name="epoch">What it measured.</param>
    /// <param name="snapshot">Copies the run's state; costs a copy of all parameters each time it is called.</param>
    void OnEpoch(EpochRecord epoch, Func<TrainingState> snapshot);
}
