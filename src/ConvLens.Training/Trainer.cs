using ConvLens.Compute.Scheduling;
using ConvLens.Data.Batches;
using ConvLens.Networks.Graph;
using ConvLens.Training.Recorders;

namespace ConvLens.Training;

/// <summary>The loop that changes parameters: epochs of steps down the gradient of the cross entropy.</summary>
/// <remarks>Same plan, same data, same bits, on any number of threads, stopped and resumed or not.</remarks>
/// <param name="plan">What to do.</param>
/// <param name="train">The samples to learn from.</param>
/// <param name="test">The samples to measure on after every epoch.</param>
/// <param name="scheduler">Who works.</param>
public sealed class Trainer(TrainingPlan plan, Dataset train, Dataset test, Scheduler scheduler)
{
    /// <summary>Runs to the plan's end, or until cancelled; either way what was done is returned.</summary>
    /// <param name="recorders">Who watches.</param>
    /// <param name="from">Where an earlier run of the same plan stopped; null begins anew.</param>
    /// <param name="cancellation">Stops the run after the current step.</param>
    /// <exception cref="NetworkException">The network and the samples do not fit together.</exception>
    /// <exception cref="DivergenceException">The loss of a step, or of the test samples after an epoch, is not finite. Recorders have seen all before it.</exception>
    public TrainingState Run(IReadOnlyList<ITrainingRecorder> recorders, TrainingState? from = null, CancellationToken cancellation = default)
    {
        RequireClasses(train);
        RequireClasses(test);
        TrainingRun run = new(plan, train, scheduler, from);
        Evaluator evaluator = new(plan.Network, test, scheduler);
        while (run.Position.Epoch < plan.Epochs && !cancellation.IsCancellationRequested)
        {
            if (run.Position.Batch < run.Batches)
            {
                StepRecord step = run.Step();
                if (!double.IsFinite(step.Loss)) throw Divergence(step.Loss, $"step {step.Batch} of epoch {step.Epoch}");
                for (int i = 0; i < recorders.Count; i++) recorders[i].OnStep(step);
                continue;
            }

            EpochRecord epoch = run.CloseEpoch(evaluator.Evaluate(run.LiveParameters));
            if (!double.IsFinite(epoch.TestLoss)) throw Divergence(epoch.TestLoss, $"the test after epoch {epoch.Epoch}");
            foreach (ITrainingRecorder recorder in recorders) recorder.OnEpoch(epoch, run.Snapshot);
        }

        return run.Snapshot();
    }

    private void RequireClasses(Dataset data)
    {
        int classes = plan.Network.Shapes[plan.Network.Outputs[0].Index].C;
        if (data.ClassNames.Length > classes)
            throw new NetworkException($"network '{plan.Network.Name}' tells {classes} classes apart, found {data.ClassNames.Length} in '{data.Name}'");
    }

    private DivergenceException Divergence(double loss, string place) =>
        new($"training '{plan.Network.Name}' diverged: a finite loss is expected at {place}, found {loss} with {plan.Optimizer.Description}");
}
