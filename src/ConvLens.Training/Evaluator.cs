using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Tensors;
using ConvLens.Data.Batches;
using ConvLens.Networks.Execution;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Parameters;

namespace ConvLens.Training;

/// <summary>Measures a classifier on a dataset, batch by batch, in inference mode.</summary>
/// <param name="network">One input, one output of log-probabilities.</param>
/// <param name="data">The samples.</param>
/// <param name="scheduler">Who works.</param>
public sealed class Evaluator(Network network, Dataset data, Scheduler scheduler)
{
    private const int BatchSize = 250;

    private readonly Dictionary<int, (Executor Executor, Tensor Inputs)> _batches = [];

    /// <summary>Loss, accuracy and predictions over all samples.</summary>
    public Evaluation Evaluate(ParameterSet parameters)
    {
        string output = network.Outputs[0].Name;
        int[] predicted = new int[data.Count];
        double loss = 0;
        int correct = 0, size = data.Inputs.Length / data.Count;
        for (int first = 0; first < data.Count; first += BatchSize)
        {
            int count = Math.Min(BatchSize, data.Count - first);
            if (!_batches.TryGetValue(count, out var batch)) _batches[count] = batch = (new(network, count, scheduler), new(data.Inputs.Shape.WithN(count)));
            data.Inputs.Values.Slice(first * size, count * size).CopyTo(batch.Inputs.Span);
            Tensor scores = batch.Executor.Forward(parameters, batch.Inputs, keep: Retention.Asked)[output];
            Predictions.Classes(scores).CopyTo(predicted, first);
            for (int n = 0; n < count; n++) loss -= scores[n, data.Labels[first + n]];
            correct += Predictions.CountCorrect(scores, data.Labels.AsSpan(first, count));
        }

        return new(loss / data.Count, (double)correct / data.Count, predicted);
    }
}
