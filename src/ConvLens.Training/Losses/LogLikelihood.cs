using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Objectives;

namespace ConvLens.Training.Losses;

/// <summary>Mean over the batch of the log-probability of each sample's true class, at a node of log-probabilities [N, classes]; at most 0.</summary>
/// <remarks>Its negative is the field's cross entropy.</remarks>
/// <param name="node">The node of log-probabilities.</param>
/// <param name="labels">The true classes. Read when the objective is evaluated, so a trainer may write the next batch's into it.</param>
/// <exception cref="NetworkException">Thrown by value and seed: a sample lacks its label, or a label its class.</exception>
public sealed class LogLikelihood(string node, int[] labels) : Objective
{
    /// <inheritdoc/>
    public override string Name => $"log-likelihood at {node}";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Nodes => [node];

    /// <inheritdoc/>
    public override double Value(Trace trace)
    {
        Tensor logProbabilities = Scores(trace);
        double sum = 0;
        for (int n = 0; n < labels.Length; n++) sum += logProbabilities[n, labels[n]];
        return sum / labels.Length;
    }

    /// <inheritdoc/>
    public override void Seed(Trace trace, float factor, SignalSeeds seeds)
    {
        int classes = Scores(trace).Shape.C;
        Tensor signal = seeds.At(node);
        for (int n = 0; n < labels.Length; n++) signal.Span[(n * classes) + labels[n]] += factor / labels.Length;
    }

    private Tensor Scores(Trace trace)
    {
        Shape shape = trace[node].Shape;
        if (shape.Rank != 2 || shape.N != labels.Length) throw new NetworkException($"{labels.Length} labels need {labels.Length} rows of log-probabilities at node '{node}', found {shape}");
        for (int n = 0; n < labels.Length; n++)
            if ((uint)labels[n] >= (uint)shape.C) throw new NetworkException($"labels at node '{node}' are 0 to {shape.C - 1}, found {labels[n]} at sample {n}");
        return trace[node];
    }
}
