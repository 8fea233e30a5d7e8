using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;
using ConvLens.Networks.Objectives;

namespace ConvLens.Training.Losses;

/// <summary>Mean over the batch of the log-probability of each sample's true class, at a node of log-probabilities [N, classes]; at most 0.</summary>
/// <remarks>Its negative is the field's cross entropy.</remarks>
/// <param name="node">The node of log-probabilities.</param>
/// <param name="labels">The true classes. Read when the objective is evaluated, so a trainer may write the next batch's into it.</param>
public sealed class LogLikelihood(string node, int[] labels) : Objective
{
    /// <inheritdoc/>
    public override string Name => $"log-likelihood at {node}";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Nodes => [node];

    /// <inheritdoc/>
    public override double Value(Trace trace)
    {
        Tensor logProbabilities = trace[node];
        double sum = 0;
        for (int n = 0; n < labels.Length; n++) sum += logProbabilities[n, labels[n]];
        return sum / labels.Length;
    }

    /// <inheritdoc/>
    public override void Seed(Trace trace, float factor, SignalSeeds seeds)
    {
        Tensor signal = seeds.At(node);
        int classes = signal.Shape.C;
        for (int n = 0; n < labels.Length; n++) signal.Span[(n * classes) + labels[n]] += factor / labels.Length;
    }
}
