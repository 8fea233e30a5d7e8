using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;
using ConvLens.Networks.Objectives;

namespace ConvLens.Testing.Gradients;

/// <summary>Σ weights · activation of one node: its gradient there is the weights, so any seed of the reverse walk can be chosen.</summary>
public sealed class LinearObjective(string node, Tensor weights) : Objective
{
    /// <inheritdoc/>
    public override string Name => $"weights · {node}";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Nodes => [node];

    /// <inheritdoc/>
    public override double Value(Trace trace)
    {
        double sum = 0;
        for (int i = 0; i < weights.Length; i++) sum += (double)weights.Values[i] * trace[node].Values[i];
        return sum;
    }

    /// <inheritdoc/>
    public override void Seed(Trace trace, float factor, SignalSeeds seeds)
    {
        Span<float> signal = seeds.At(node).Span;
        for (int i = 0; i < weights.Length; i++) signal[i] += factor * weights.Values[i];
    }
}
