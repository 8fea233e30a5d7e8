using ConvLens.Benchmarks.Networks;
using ConvLens.Compute.Random;
using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Tensors;
using ConvLens.Data.Batches;
using ConvLens.Insight.Diagnostics;
using ConvLens.Networks.Execution;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Optimizers;
using ConvLens.Training.Losses;

namespace ConvLens.Benchmarks.Jobs;

/// <summary>An epoch of a classifier over pictures in memory, in a new random order each time, the last batch smaller.</summary>
internal sealed class EpochJob
{
    private readonly Dataset _data;
    private readonly TrainingStep _step;
    private readonly Batch[] _batches;
    private int _epoch;

    private EpochJob(Network network, int samples, int batch, Optimizer optimizer, Scheduler scheduler)
    {
        RandomStream stream = new(0, "labels");
        string[] classes = [.. Enumerable.Range(0, network.Shapes[^1].C).Select(label => $"{label}")];
        int[] labels = [.. Enumerable.Range(0, samples).Select(_ => stream.NextInt32(classes.Length))];
        _data = new("pictures", InitialValues.Picture(network.Shapes[0].WithN(samples), "pictures"), labels, classes);
        _step = new(network, optimizer, scheduler);
        Batch whole = new(network, batch, scheduler);
        _batches = [.. Enumerable.Repeat(whole, samples / batch)];
        if (samples % batch != 0) _batches = [.. _batches, new(network, samples % batch, scheduler)];
    }

    public static PreparedJob Prepare(Network network, int samples, int batch, Optimizer optimizer, Scheduler scheduler) =>
        new(samples * PassWork.Training(network), new EpochJob(network, samples, batch, optimizer, scheduler).Run);

    private void Run()
    {
        ReadOnlySpan<int> order = EpochOrder.Of(0, _epoch++, _data.Count);
        foreach (Batch batch in _batches)
        {
            _data.CopyBatch(order[..batch.Labels.Length], batch.Pictures, batch.Labels);
            _step.Run(batch.Executor, batch.Inputs, batch.Objective);
            order = order[batch.Labels.Length..];
        }
    }

    private sealed class Batch(Network network, int count, Scheduler scheduler)
    {
        public Executor Executor { get; } = new(network, count, scheduler);

        public Tensor Pictures { get; } = new(network.Shapes[0].WithN(count));

        public int[] Labels { get; } = new int[count];

        public IReadOnlyDictionary<string, Tensor> Inputs => field ??= new Dictionary<string, Tensor>(StringComparer.Ordinal) { [network.Inputs[0].Name] = Pictures };

        public LogLikelihood Objective => field ??= new(network.Outputs[0].Name, Labels);
    }
}
