using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Objectives;

namespace ConvLens.Insight.Objectives;

/// <summary>The score of one class at a node of vectors [N, classes], summed over the batch. At a node of logits this is what saliency maps explain.</summary>
/// <param name="node">The node.</param>
/// <param name="target">The class.</param>
/// <exception cref="NetworkException">Thrown by value and seed: there is no such class, or the node is none of vectors.</exception>
public sealed class ClassScore(string node, int target) : Objective
{
    /// <inheritdoc/>
    public override string Name => $"{node}:{target}";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Nodes => [node];

    /// <inheritdoc/>
    public override double Value(Trace trace)
    {
        Tensor scores = Scores(trace);
        double sum = 0;
        for (int n = 0; n < scores.Shape.N; n++) sum += scores[n, target];
        return sum;
    }

    /// <inheritdoc/>
    public override void Seed(Trace trace, float factor, SignalSeeds seeds)
    {
        Shape shape = Scores(trace).Shape;
        Tensor signal = seeds.At(node);
        for (int n = 0; n < shape.N; n++) signal.Span[(n * shape.C) + target] += factor;
    }

    private Tensor Scores(Trace trace) =>
        trace[node].Shape is { Rank: 2 } shape && (uint)target < (uint)shape.C ? trace[node] : throw new NetworkException($"class {node}:{target} does not exist in activations of {trace[node].Shape}");
}
