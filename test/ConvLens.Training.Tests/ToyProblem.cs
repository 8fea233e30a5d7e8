using ConvLens.Compute.Random;
using ConvLens.Compute.Tensors;
using ConvLens.Data.Batches;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Layers;
using ConvLens.Training.Recorders;

namespace ConvLens.Training.Tests;

/// <summary>Three classes of noisy 6×6 pictures, told apart by which third is bright, and two networks for them.</summary>
internal static class ToyProblem
{
    private const int Side = 6, Classes = 3;

    /// <summary>With everything that has a state in training: batch normalization and dropout.</summary>
    public static Network Network { get; } = new NetworkBuilder("toy")
        .AddInput("input", [1, 1, Side, Side])
        .Add("conv1", new Convolution(4, 3))
        .Add("norm1", new BatchNormalization())
        .Add("relu1", new Relu())
        .Add("pool1", new MaxPooling(2))
        .Add("flatten", new Flatten())
        .Add("dropout", new Dropout(0.25f))
        .Add("fc1", new Dense(Classes))
        .Add("log_softmax", new LogSoftmax())
        .Build();

    /// <summary>Logistic regression, whose training can be written down in a few lines.</summary>
    public static Network Linear { get; } = new NetworkBuilder("linear")
        .AddInput("input", [1, 1, Side, Side])
        .Add("flatten", new Flatten())
        .Add("fc1", new Dense(Classes))
        .Add("log_softmax", new LogSoftmax())
        .Build();

    /// <summary>22 samples: with batches of 8 the last one of an epoch is smaller.</summary>
    public static Dataset Train { get; } = Draw("toy-train", 22);

    /// <summary>13 other samples.</summary>
    public static Dataset Test { get; } = Draw("toy-test", 13);

    /// <summary>All that a state holds, bit by bit, a line a part.</summary>
    public static string[] Bits(TrainingState state) =>
    [
        .. state.Parameters.Concat(state.OptimizerTensors).Select(pair => $"{pair.Key} {pair.Value.Shape} {string.Join(' ', pair.Value.ToLogical().Select(BitConverter.SingleToInt32Bits))}"),
        $"{state.Position} {BitConverter.DoubleToInt64Bits(state.Position.LossSum)}",
        .. state.History.Select(epoch => $"{epoch} {BitConverter.DoubleToInt64Bits(epoch.TrainLoss)} {BitConverter.DoubleToInt64Bits(epoch.TestLoss)}"),
    ];

    private static Dataset Draw(string name, int count)
    {
        RandomStream random = new(0, name);
        int[] labels = [.. Enumerable.Range(0, count).Select(i => i * 5 % Classes)];
        float[] pixels = new float[count * Side * Side];
        for (int i = 0; i < pixels.Length; i++)
        {
            int row = i / Side % Side, sample = i / (Side * Side);
            pixels[i] = (row / 2 == labels[sample] ? 0.7f : 0.2f) + random.NextSingle(-0.2f, 0.2f);
        }

        return new(name, Tensor.FromLogical([count, 1, Side, Side], pixels), labels, ["top", "middle", "bottom"]);
    }

    /// <summary>Does something at every step and epoch.</summary>
    internal sealed class Watcher(Action<StepRecord>? onStep = null, Action<EpochRecord, Func<TrainingState>>? onEpoch = null) : ITrainingRecorder
    {
        public void OnStep(StepRecord step) => onStep?.Invoke(step);

        public void OnEpoch(EpochRecord epoch, Func<TrainingState> snapshot) => onEpoch?.Invoke(epoch, snapshot);
    }
}
