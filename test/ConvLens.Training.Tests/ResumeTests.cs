using ConvLens.Compute.Scheduling;
using ConvLens.Networks.Optimizers;

namespace ConvLens.Training.Tests;

/// <summary>A run that is stopped and resumed equals the run that never stopped, bit by bit.</summary>
public sealed class ResumeTests
{
    private const int Epochs = 3, StepsPerEpoch = 3;

    public static TheoryData<string> Optimizers => ["sgd", "momentum", "adam"];

    [Theory, MemberData(nameof(Optimizers))]
    public void Stopped_after_any_step_and_resumed_it_ends_with_the_same_bits(string optimizer)
    {
        TrainingPlan plan = PlanOf(optimizer);
        string[] expected = ToyProblem.Bits(Trainer(plan, 1).Run([]));
        for (int steps = 1; steps <= Epochs * StepsPerEpoch; steps++)
        {
            TrainingState stopped = StopAfterStep(plan, steps, threads: 1 + (steps % 2));
            Assert.Equal(steps, stopped.Position.Steps);
            Assert.Equal((steps - 1) / StepsPerEpoch, stopped.History.Count);
            Assert.Equal(expected, ToyProblem.Bits(Trainer(plan, 2 - (steps % 2)).Run([], stopped)));
        }
    }

    [Theory, MemberData(nameof(Optimizers))]
    public void Stopped_at_any_epochs_end_and_resumed_it_ends_with_the_same_bits(string optimizer)
    {
        TrainingPlan plan = PlanOf(optimizer);
        string[] expected = ToyProblem.Bits(Trainer(plan, 1).Run([]));
        for (int epochs = 1; epochs <= Epochs; epochs++)
        {
            using CancellationTokenSource source = new();
            TrainingState stopped = Trainer(plan, 1).Run([new ToyProblem.Watcher(onEpoch: (epoch, _) => CancelIf(source, epoch.Epoch == epochs))], cancellation: source.Token);
            Assert.Equal((epochs, 0), (stopped.Position.Epoch, stopped.Position.Batch));
            Assert.Equal(expected, ToyProblem.Bits(Trainer(plan, 1).Run([], stopped)));
        }
    }

    [Fact]
    public void Stopped_after_every_single_step_it_still_ends_with_the_same_bits()
    {
        TrainingPlan plan = PlanOf("adam");
        TrainingState? state = null;
        int runs = 0;
        for (; state is null || state.Position.Epoch < Epochs; runs++)
        {
            using CancellationTokenSource source = new();
            state = Trainer(plan, 1).Run([new ToyProblem.Watcher(_ => source.Cancel())], state, source.Token);
        }

        // The last run has no step to do, only the last epoch to close.
        Assert.Equal((Epochs * StepsPerEpoch) + 1, runs);
        Assert.Equal(ToyProblem.Bits(Trainer(plan, 1).Run([])), ToyProblem.Bits(state!));
    }

    [Fact]
    public void A_snapshot_taken_by_a_recorder_resumes_as_well()
    {
        TrainingPlan plan = PlanOf("momentum");
        List<TrainingState> snapshots = [];
        string[] expected = ToyProblem.Bits(Trainer(plan, 1).Run([new ToyProblem.Watcher(onEpoch: (_, snapshot) => snapshots.Add(snapshot()))]));
        Assert.Equal(Epochs, snapshots.Count);
        Assert.All(snapshots, snapshot => Assert.Equal(expected, ToyProblem.Bits(Trainer(plan, 1).Run([], snapshot))));
    }

    [Fact]
    public void A_finished_run_that_is_resumed_does_nothing_more()
    {
        TrainingPlan plan = PlanOf("adam");
        TrainingState finished = Trainer(plan, 1).Run([]);
        TrainingState again = Trainer(plan, 1).Run([new ToyProblem.Watcher(_ => Assert.Fail("a step"), (_, _) => Assert.Fail("an epoch"))], finished);
        Assert.Equal(ToyProblem.Bits(finished), ToyProblem.Bits(again));
    }

    [Fact]
    public void A_resumed_run_leaves_the_state_it_began_with_as_it_was()
    {
        TrainingPlan plan = PlanOf("momentum");
        TrainingState stopped = StopAfterStep(plan, 4, threads: 1);
        string[] before = ToyProblem.Bits(stopped);
        Trainer(plan, 1).Run([], stopped);
        Assert.Equal(before, ToyProblem.Bits(stopped));
    }

    [Fact]
    public void A_run_cancelled_before_it_began_returns_the_start()
    {
        TrainingState state = Trainer(PlanOf("adam"), 1).Run([], cancellation: new CancellationToken(canceled: true));
        Assert.Equal(TrainingPosition.Start, state.Position);
        Assert.Empty(state.History);
        Assert.Empty(state.OptimizerTensors);
    }

    private static TrainingPlan PlanOf(string optimizer) => new(
        ToyProblem.Network,
        optimizer switch
        {
            "sgd" => new Sgd { LearningRate = 0.1f },
            "momentum" => new Sgd { LearningRate = 0.05f, Momentum = 0.9f },
            _ => new Adam { LearningRate = 0.01f },
        })
    {
        Epochs = Epochs,
        BatchSize = 8,
        Seed = 7,
        Schedule = LearningRateSchedule.DropInLastThird(Epochs),
    };

    private static Trainer Trainer(TrainingPlan plan, int threads) => new(plan, ToyProblem.Train, ToyProblem.Test, new Scheduler(threads));

    private static TrainingState StopAfterStep(TrainingPlan plan, int steps, int threads)
    {
        using CancellationTokenSource source = new();
        int done = 0;
        return Trainer(plan, threads).Run([new ToyProblem.Watcher(_ => CancelIf(source, ++done == steps))], cancellation: source.Token);
    }

    private static void CancelIf(CancellationTokenSource source, bool condition)
    {
        if (condition) source.Cancel();
    }
}
