using ConvLens.Compute.Tensors;
using ConvLens.Data.Batches;
using ConvLens.Data.Pulses;
using ConvLens.Files;
using ConvLens.Files.Safetensors;
using ConvLens.Networks.Optimizers;
using ConvLens.Networks.Zoo;
using ConvLens.Studies.Checkpoints;
using ConvLens.Testing;
using ConvLens.Training;

namespace ConvLens.Studies.Tests.Checkpoints;

[Collection(RunsCollection.Name)]
public sealed class CheckpointFileTests : IDisposable
{
    private static readonly Dataset Train = PulseDataset.Generate(new() { Count = 20 });
    private static readonly TrainingPlan Plan = new(DemoNet.Create(), new Adam { LearningRate = 1e-3f }) { Epochs = 3, BatchSize = 8 };

    // Two steps into the second epoch.
    private static readonly Lazy<TrainingState> Stopped = new(() => Stop(Plan, steps: 5));
    private readonly TemporaryFolder _folder = new();

    private string Path => _folder["c.safetensors"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_state_survives_bit_for_bit()
    {
        TrainingState found = RoundTrip(Plan, Stopped.Value);
        AssertSame(Stopped.Value, found);
        Assert.Equal((1, 2, 5L), (found.Position.Epoch, found.Position.Batch, found.Position.Steps));
        Assert.Equal(2 * found.Parameters.Count, found.OptimizerTensors.Count);
    }

    [Fact]
    public void A_state_from_before_the_first_step_survives() => AssertSame(Stop(Plan, steps: 0), RoundTrip(Plan, Stop(Plan, steps: 0)));

    [Fact]
    public void A_run_resumed_from_the_file_ends_as_one_that_never_stopped() =>
        AssertSame(Trainer(Plan).Run([]), Trainer(Plan).Run([], RoundTrip(Plan, Stopped.Value)));

    [Fact]
    public void The_velocity_of_momentum_survives_too()
    {
        TrainingPlan plan = Plan with { Optimizer = new Sgd { LearningRate = 0.01f, Momentum = 0.9f } };
        AssertSame(Trainer(plan).Run([]), Trainer(plan).Run([], RoundTrip(plan, Stop(plan, steps: 4))));
    }

    [Fact]
    public void The_same_state_gives_the_same_bytes()
    {
        CheckpointFile.Save(_folder["again"], Plan, Train, RoundTrip(Plan, Stopped.Value));
        Assert.Equal(File.ReadAllBytes(Path), File.ReadAllBytes(_folder["again"]));
    }

    [Fact]
    public void Another_plan_is_refused_with_both_in_words()
    {
        CheckpointFile.Save(Path, Plan, Train, Stopped.Value);
        Assert.Equal(
            $"{Path}: a checkpoint to resume needs the plan 'demonet, Adam, learning rate 0.001, β 0.9 and 0.999, ε 1E-08, constant rate, batch 8, seed 1', "
            + "found 'demonet, Adam, learning rate 0.001, β 0.9 and 0.999, ε 1E-08, constant rate, batch 8, seed 0'",
            Refusal(Plan with { Seed = 1 }));
        Assert.Contains("the plan", Refusal(Plan with { Optimizer = new Sgd { LearningRate = 1e-3f } }));
    }

    [Fact]
    public void Other_data_are_refused_with_both_in_words()
    {
        CheckpointFile.Save(Path, Plan, Train, Stopped.Value);
        Assert.Equal($"{Path}: a checkpoint to resume needs the data 'pulses, 19 samples', found 'pulses, 20 samples'",
            Assert.Throws<FileFormatException>(() => CheckpointFile.Load(Path, Plan, Train.Take(19))).Message);
    }

    [Fact]
    public void More_epochs_than_the_run_has_are_refused()
    {
        TrainingPlan longer = Plan with { Epochs = 4 };
        CheckpointFile.Save(Path, Plan, Train, Trainer(Plan).Run([]));
        Assert.Equal(3, CheckpointFile.Load(Path, longer, Train).Position.Epoch);
        Assert.Equal($"{Path}: the run has 2 epochs, found 3 complete", Refusal(Plan with { Epochs = 2 }));
    }

    [Fact]
    public void A_weights_file_is_no_checkpoint()
    {
        WeightsFile.Save(Path, Plan.Network, Stopped.Value.Parameters);
        Assert.EndsWith($"needs the plan '{Plan.Description}', found nothing", Refusal());
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("7")]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{\"epoch\":1}")]
    [InlineData("{\"epoch\":\"1\",\"batch\":2,\"steps\":5,\"lossSum\":1,\"correct\":1}")]
    [InlineData("{\"epoch\":1,\"batch\":2,\"steps\":6,\"lossSum\":1,\"correct\":1}")]
    [InlineData("{\"epoch\":1,\"batch\":4,\"steps\":7,\"lossSum\":1,\"correct\":1}")]
    [InlineData("{\"epoch\":1,\"batch\":-1,\"steps\":2,\"lossSum\":1,\"correct\":1}")]
    [InlineData("{\"epoch\":-1,\"batch\":0,\"steps\":-3,\"lossSum\":1,\"correct\":1}")]
    [InlineData("{\"epoch\":2,\"batch\":2,\"steps\":8,\"lossSum\":1,\"correct\":1}")]
    [InlineData("{\"epoch\":2147483647,\"batch\":0,\"steps\":6442450941,\"lossSum\":1,\"correct\":1}")]
    [InlineData("{\"epoch\":1e999,\"batch\":0,\"steps\":6442450941,\"lossSum\":1,\"correct\":1}")]
    public void A_damaged_position_is_refused(string json)
    {
        Damage(metadata: found => found["position"] = json);
        Assert.StartsWith($"{Path}: ", Refusal());
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("[null]")]
    [InlineData("[{}]")]
    [InlineData("[{\"epoch\":1}]")]
    [InlineData("[{\"epoch\":1,\"trainLoss\":NaN,\"trainAccuracy\":1,\"testLoss\":1,\"testAccuracy\":1}]")]
    public void A_damaged_history_is_refused(string json)
    {
        Damage(metadata: found => found["history"] = json);
        Assert.StartsWith($"{Path}: ", Refusal());
    }

    [Theory]
    [InlineData("position")]
    [InlineData("history")]
    public void Missing_metadata_is_refused_by_name(string key)
    {
        Damage(metadata: found => found.Remove(key));
        Assert.Equal($"{Path}: a checkpoint needs its {key} as JSON, found ''", Refusal());
    }

    [Fact]
    public void A_missing_tensor_of_the_optimizer_is_refused_by_name()
    {
        Damage(tensor => tensor.Name != "optimizer/square/conv2.bias");
        Assert.Equal($"{Path}: the optimizer needs a tensor 'optimizer/square/conv2.bias', found none", Refusal());
    }

    [Fact]
    public void A_tensor_of_the_optimizer_of_another_shape_is_refused()
    {
        Damage(tensor => tensor.Name != "optimizer/mean/conv2.bias", ("optimizer/mean/conv2.bias", new Tensor([15])));
        Assert.Equal($"{Path}: tensor 'optimizer/mean/conv2.bias' must be 16, found 15", Refusal());
    }

    [Fact]
    public void A_missing_parameter_is_refused_by_name()
    {
        Damage(tensor => tensor.Name != "conv2.bias");
        Assert.EndsWith(", found 1 missing ('conv2.bias' of 16)", Refusal());
    }

    private static Trainer Trainer(TrainingPlan plan) => new(plan, Train, Train, Schedulers.One);

    private static TrainingState Stop(TrainingPlan plan, int steps)
    {
        using CancellationTokenSource source = new();
        if (steps == 0) source.Cancel();
        return Trainer(plan).Run([new StopAfter(steps, source)], cancellation: source.Token);
    }

    private static void AssertSame(TrainingState expected, TrainingState found)
    {
        Assert.Equal(expected.Position, found.Position);
        Assert.Equal(expected.History, found.History);
        Assert.Equal(expected.Parameters.Keys, found.Parameters.Keys);
        Assert.Equal(expected.OptimizerTensors.Keys, found.OptimizerTensors.Keys);
        Assert.All(expected.Parameters, pair => Assert.Equal(pair.Value.ToLogical(), found.Parameters[pair.Key].ToLogical()));
        Assert.All(expected.OptimizerTensors, pair => Assert.Equal(pair.Value.ToLogical(), found.OptimizerTensors[pair.Key].ToLogical()));
    }

    private TrainingState RoundTrip(TrainingPlan plan, TrainingState state)
    {
        CheckpointFile.Save(Path, plan, Train, state);
        return CheckpointFile.Load(Path, plan, Train);
    }

    private void Damage(Predicate<(string Name, Tensor Tensor)> kept, params (string Name, Tensor Tensor)[] added) => Damage(_ => { }, kept, added);

    private void Damage(Action<Dictionary<string, string>> metadata, Predicate<(string Name, Tensor Tensor)>? kept = null, params (string Name, Tensor Tensor)[] added)
    {
        CheckpointFile.Save(Path, Plan, Train, Stopped.Value);
        SafetensorsContent content = SafetensorsFile.Read(Path);
        Dictionary<string, string> notes = new(content.Metadata);
        metadata(notes);
        SafetensorsFile.Write(Path, [.. content.Tensors.Where(tensor => kept?.Invoke(tensor) ?? true), .. added], notes);
    }

    private string Refusal(TrainingPlan? plan = null) => Assert.Throws<FileFormatException>(() => CheckpointFile.Load(Path, plan ?? Plan, Train)).Message;

    private sealed class StopAfter(int steps, CancellationTokenSource source) : Training.Recorders.ITrainingRecorder
    {
        private int _done;

        public void OnStep(Training.Recorders.StepRecord step)
        {
            if (++_done == steps) source.Cancel();
        }

        public void OnEpoch(EpochRecord epoch, Func<TrainingState> snapshot)
        {
        }
    }
}
