using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Tensors;
using ConvLens.Data.Batches;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Layers;
using ConvLens.Networks.Optimizers;
using ConvLens.Networks.Parameters;
using ConvLens.Testing;
using ConvLens.Training.Recorders;

namespace ConvLens.Training.Tests;

public sealed class TrainerTests
{
    private static readonly TrainingPlan Plan = new(ToyProblem.Network, new Adam { LearningRate = 0.02f }) { Epochs = 3, BatchSize = 8, Seed = 3 };

    [Fact]
    public void The_loss_falls_and_the_classes_are_learnt()
    {
        TrainingState state = Run(Plan with { Epochs = 20 });
        Assert.True(state.History[^1].TestLoss < 0.3 * state.History[0].TestLoss, $"from {state.History[0].TestLoss} to {state.History[^1].TestLoss}");
        Assert.True(state.History[^1].TestAccuracy > 0.9, $"{state.History[^1].TestAccuracy}");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.9f)]
    public void Logistic_regression_goes_as_written_down_in_double_precision(float momentum)
    {
        TrainingPlan plan = new(ToyProblem.Linear, new Sgd { LearningRate = 0.2f, Momentum = momentum })
        {
            Epochs = 3,
            BatchSize = 8,
            Seed = 11,
            Schedule = new([(1, 0.5f)]),
        };
        LogisticTwin twin = new(plan, ToyProblem.Train, ToyProblem.Test, momentum);
        TrainingState state = Run(plan);
        // Nine steps of sums of 36 products: some tens of roundings of 2⁻²⁴.
        Assert.True(Tolerance.RelativeError(twin.Weights, state.Parameters["fc1.weight"].ToLogical()) < 2e-6);
        Assert.True(Tolerance.RelativeError(twin.Biases, state.Parameters["fc1.bias"].ToLogical()) < 2e-6);
        for (int epoch = 0; epoch < 3; epoch++)
        {
            EpochRecord expected = twin.History[epoch], found = state.History[epoch];
            Assert.Equal((expected.Epoch, expected.TrainAccuracy, expected.TestAccuracy), (found.Epoch, found.TrainAccuracy, found.TestAccuracy));
            Assert.Equal(expected.TrainLoss, found.TrainLoss, 1e-6);
            Assert.Equal(expected.TestLoss, found.TestLoss, 1e-6);
        }
    }

    [Fact]
    public void A_step_takes_no_memory_once_steps_like_it_have_run()
    {
        List<long> taken = new(64);
        Run(Plan with { Epochs = 4, BatchSize = 2 }, recorders: [new ToyProblem.Watcher(_ => taken.Add(GC.GetAllocatedBytesForCurrentThread()))]);
        // Eleven steps an epoch; between epochs there is a test.
        Assert.All(Enumerable.Range(0, 10), i => Assert.Equal(0, taken[33 + i + 1] - taken[33 + i]));
    }

    [Fact]
    public void Running_statistics_move_a_tenth_towards_the_batch()
    {
        Network network = new NetworkBuilder("n").AddInput("input", [1, 1, 6, 6]).Add("norm", new BatchNormalization()).Add("flatten", new Flatten()).Add("fc", new Dense(3)).Add("log_softmax", new LogSoftmax()).Build();
        TrainingState state = Run(new(network, new Sgd { LearningRate = 0.1f }) { Epochs = 1, BatchSize = 22 });
        double[] pixels = [.. ToyProblem.Train.Inputs.ToLogical().Select(value => (double)value)];
        double mean = pixels.Average(), unbiased = pixels.Sum(value => (value - mean) * (value - mean)) / (pixels.Length - 1);
        Assert.Equal(0.1 * mean, state.Parameters["norm.running_mean"].Values[0], 1e-6);
        Assert.Equal(0.9 + (0.1 * unbiased), state.Parameters["norm.running_var"].Values[0], 1e-6);
    }

    [Fact]
    public void The_same_seed_gives_the_same_bits_on_any_number_of_threads()
    {
        string[] expected = ToyProblem.Bits(Run(Plan));
        Assert.Equal(expected, ToyProblem.Bits(Run(Plan)));
        Assert.Equal(expected, ToyProblem.Bits(Run(Plan, threads: 2)));
        Assert.Equal(expected, ToyProblem.Bits(Run(Plan, threads: 3)));
    }

    [Fact]
    public void Another_seed_gives_other_bits()
    {
        TrainingState left = Run(Plan), right = Run(Plan with { Seed = 4 });
        Assert.All(left.Parameters, pair => Assert.NotEqual(pair.Value.ToLogical(), right.Parameters[pair.Key].ToLogical()));
    }

    [Fact]
    public void Every_sample_is_visited_once_in_an_epoch_whatever_the_batch()
    {
        // A rate too small to change anything: the loss of an epoch is then the mean loss of all samples at the initial weights.
        EpochRecord One(int batch) => Run(new(ToyProblem.Linear, new Sgd { LearningRate = 1e-20f }) { Epochs = 1, BatchSize = batch }).History[0];
        ParameterSet initial = ParameterSet.Initialize(ToyProblem.Linear, 0);
        Evaluation whole = new Evaluator(ToyProblem.Linear, ToyProblem.Train, Schedulers.One).Evaluate(initial);
        foreach (int batch in (int[])[1, 5, 8, 21, 22, 1000, int.MaxValue])
        {
            EpochRecord epoch = One(batch);
            Assert.Equal(whole.Loss, epoch.TrainLoss, 1e-6);
            Assert.Equal(whole.Accuracy, epoch.TrainAccuracy, 1e-12);
        }
    }

    [Fact]
    public void Every_step_of_every_epoch_draws_dropout_masks_of_its_own()
    {
        // Equal samples and a rate too small to change anything: only the masks can tell two steps apart.
        Network network = new NetworkBuilder("n").AddInput("input", [1, 1, 6, 6]).Add("flatten", new Flatten()).Add("dropout", new Dropout(0.5f)).Add("fc", new Dense(3)).Add("log_softmax", new LogSoftmax()).Build();
        Dataset equal = new("equal", Tensor.FromLogical([8, 1, 6, 6], [.. Enumerable.Repeat(1f, 8 * 36)]), new int[8], ["a", "b", "c"]);
        List<double> losses = [];
        new Trainer(new(network, new Sgd { LearningRate = 1e-20f }) { Epochs = 3, BatchSize = 4 }, equal, equal, Schedulers.One).Run([new ToyProblem.Watcher(step => losses.Add(step.Loss))]);
        Assert.Equal(6, losses.Distinct().Count());
    }

    [Fact]
    public void Recorders_see_every_step_and_every_epoch_once_in_order()
    {
        List<string> first = [], second = [];
        ITrainingRecorder Watch(List<string> into) =>
            new ToyProblem.Watcher(step => into.Add($"{step.Epoch}: {step.Batch} of {step.Batches}"), (epoch, _) => into.Add($"epoch {epoch.Epoch}"));
        List<double> losses = [];
        TrainingState state = Run(Plan with { Epochs = 2 }, recorders: [Watch(first), Watch(second), new ToyProblem.Watcher(step => losses.Add(step.Loss))]);
        Assert.Equal(["1: 1 of 3", "1: 2 of 3", "1: 3 of 3", "epoch 1", "2: 1 of 3", "2: 2 of 3", "2: 3 of 3", "epoch 2"], first);
        Assert.Equal(first, second);
        // The epoch's loss weighs its steps by their samples.
        Assert.Equal(((8 * losses[0]) + (8 * losses[1]) + (6 * losses[2])) / 22, state.History[0].TrainLoss, 1e-12);
    }

    [Fact]
    public void Recorders_cannot_change_the_result()
    {
        List<TrainingState> kept = [];
        ToyProblem.Watcher greedy = new(onEpoch: (_, snapshot) =>
        {
            kept.Add(snapshot());
            Assert.All(kept[^1].Parameters.Values, tensor => Assert.Throws<InvalidOperationException>(() => tensor.Span[0] = 1));
            Assert.All(kept[^1].OptimizerTensors.Values, tensor => Assert.Throws<InvalidOperationException>(() => tensor.Span[0] = 1));
        });
        TrainingState state = Run(Plan, recorders: [greedy]);
        Assert.Equal(ToyProblem.Bits(Run(Plan)), ToyProblem.Bits(state));
        // A snapshot is a copy: later epochs did not write to it.
        Assert.Equal(ToyProblem.Bits(Run(Plan with { Epochs = 1 })), ToyProblem.Bits(kept[0]));
    }

    [Fact]
    public void A_diverging_run_ends_in_a_sentence_before_a_recorder_sees_it()
    {
        ToyProblem.Watcher watcher = new(step => Assert.True(double.IsFinite(step.Loss)), (epoch, _) => Assert.True(double.IsFinite(epoch.TestLoss)));
        DivergenceException error = Assert.Throws<DivergenceException>(() => Run(new(ToyProblem.Linear, new Sgd { LearningRate = 1e38f, Momentum = 0.9f }) { Epochs = 50, BatchSize = 8 }, recorders: [watcher]));
        Assert.StartsWith("training 'linear' diverged: a finite loss is expected at ", error.Message);
        Assert.Contains("SGD, learning rate 1E+38", error.Message);
    }

    [Fact]
    public void More_classes_than_the_network_tells_apart_are_refused()
    {
        Dataset four = new("four", ToyProblem.Train.Inputs, ToyProblem.Train.Labels, ["a", "b", "c", "d"]);
        Assert.Equal("network 'toy' tells 3 classes apart, found 4 in 'four'", Assert.Throws<NetworkException>(() => new Trainer(Plan, four, ToyProblem.Test, Schedulers.One).Run([])).Message);
        Assert.Throws<NetworkException>(() => new Trainer(Plan, ToyProblem.Train, four, Schedulers.One).Run([]));
    }

    [Fact]
    public void Pictures_of_another_size_are_refused()
    {
        Dataset large = new("large", new Tensor([2, 1, 7, 7]), [0, 1], ["a", "b", "c"]);
        Assert.Equal("input 'input' of network 'toy' is 2×1×7×7, expected 2×1×6×6", Assert.Throws<NetworkException>(() => new Trainer(Plan, large, ToyProblem.Test, Schedulers.One).Run([])).Message);
    }

    [Fact]
    public void A_state_of_another_network_is_refused()
    {
        TrainingState other = Run(new(ToyProblem.Linear, new Sgd { LearningRate = 0.1f }) { Epochs = 1 });
        Assert.Throws<NetworkException>(() => new Trainer(Plan, ToyProblem.Train, ToyProblem.Test, Schedulers.One).Run([], other));
    }

    private static TrainingState Run(TrainingPlan plan, int threads = 1, IReadOnlyList<ITrainingRecorder>? recorders = null) =>
        new Trainer(plan, ToyProblem.Train, ToyProblem.Test, new Scheduler(threads)).Run(recorders ?? []);
}
