using System.Text.Json;
using System.Text.Json.Nodes;
using ConvLens.Compute.Scheduling;
using ConvLens.Data.Batches;
using ConvLens.Studies.Checkpoints;
using ConvLens.Studies.Output;
using ConvLens.Studies.Progress;
using ConvLens.Training;
using ConvLens.Training.Recorders;

namespace ConvLens.Studies.Recipes;

/// <summary>A training run that leaves its weights and a checkpoint in a result folder after every epoch, and when it is stopped.</summary>
/// <param name="plan">What to do.</param>
/// <param name="train">The samples to learn from.</param>
/// <param name="test">The samples to measure on.</param>
/// <param name="folder">Where weights and checkpoint go.</param>
/// <param name="progress">Who watches.</param>
/// <param name="scheduler">Who works.</param>
public sealed class TrainingSession(TrainingPlan plan, Dataset train, Dataset test, ResultFolder folder, IStudyProgress progress, Scheduler scheduler) : ITrainingRecorder
{
    private string _status = "";

    /// <summary>The weights' file name.</summary>
    public string WeightsName => $"{plan.Network.Name}.safetensors";

    /// <summary>Trains to the plan's end.</summary>
    /// <param name="resume">Whether to go on from the folder's checkpoint. Without one, the run begins anew.</param>
    /// <param name="cancellation">Stops after the current step.</param>
    /// <exception cref="StoppedException">The run was stopped; what was done is saved.</exception>
    /// <exception cref="Files.FileFormatException">The checkpoint belongs to another run, or is damaged.</exception>
    public TrainingState Run(bool resume, CancellationToken cancellation)
    {
        string checkpoint = folder.PathOf(CheckpointFile.Name);
        TrainingState? from = resume && File.Exists(checkpoint) ? CheckpointFile.Load(checkpoint, plan, train) : null;
        TrainingState state = new Trainer(plan, train, test, scheduler).Run([this], from, cancellation);
        Save(state);
        if (state.Position.Epoch < plan.Epochs)
            throw new StoppedException(
                $"stopped after {state.Position.Epoch} of {plan.Epochs} epochs and {state.Position.Batch} steps; {folder.PathOf(WeightsName)} holds the weights so far, and the same command with --resume goes on from there");
        return state;
    }

    /// <summary>The run in numbers, for records.</summary>
    public JsonObject Describe(TrainingState state) => new()
    {
        ["plan"] = plan.Description,
        ["epochs"] = state.Position.Epoch,
        ["batchSize"] = plan.BatchSize,
        ["optimizer"] = plan.Optimizer.Description,
        ["trainSamples"] = train.Count,
        ["testSamples"] = test.Count,
        ["testAccuracy"] = state.History[^1].TestAccuracy,
        ["testLoss"] = state.History[^1].TestLoss,
        ["history"] = JsonSerializer.SerializeToNode([.. state.History], TrainingJson.Default.EpochRecordArray),
    };

    private void Save(TrainingState state)
    {
        WeightsFile.Save(folder.PathOf(WeightsName), plan.Network, state.Parameters);
        CheckpointFile.Save(folder.PathOf(CheckpointFile.Name), plan, train, state);
    }

    void ITrainingRecorder.OnStep(StepRecord step) =>
        progress.Report($"train {plan.Network.Name}", (step.Epoch - 1 + ((double)step.Batch / step.Batches)) / plan.Epochs, $"epoch {step.Epoch} of {plan.Epochs}, loss {step.Loss:F3}{_status}");

    void ITrainingRecorder.OnEpoch(EpochRecord epoch, Func<TrainingState> snapshot)
    {
        _status = $", test accuracy {100 * epoch.TestAccuracy:F2} %";
        Save(snapshot());
    }
}
