using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;
using ConvLens.Networks.Objectives;

namespace ConvLens.Insight.Objectives;

/// <summary>The score of one class at a node of vectors [N, classes], summed over the batch. At a node of logits this is what saliency maps explain.</summary>
/// <param name="node">The node.</param>
/// <param name="target">The class.</param>
public sealed class ClassScore(string node, int target) : Objective
{
    /// <inheritdoc/>
    public override string Name => $"{node}:{target}";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Nodes => [node];

    /// <inheritdoc/>
    public override double Value(Trace trace)
    {
        Tensor scores = trace[node];
        double sum = 0;
        for (int n = 0; n < scores.Shape.N; n++) sum += scores[n, target];
        return sum;
    }

    /// <inheritdoc/>
    public override void Seed(Trace trace, float factor, SignalSeeds seeds)
    {
        Tensor signal = seeds.At(node);
        for (int n = 0; n < signal.Shape.N; n++) signal.Span[(n * signal.Shape.C) + target] += factor;
    }
}
