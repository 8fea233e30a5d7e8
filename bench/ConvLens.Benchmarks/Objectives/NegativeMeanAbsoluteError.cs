using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;
using ConvLens.Networks.Objectives;

namespace ConvLens.Benchmarks.Objectives;

/// <summary>−mean |y − t| over all numbers of a node; where they are equal the gradient is 0.</summary>
internal sealed class NegativeMeanAbsoluteError(string node, Tensor target) : Objective
{
    public override string Name => $"negative mean absolute error at {node}";

    public override IReadOnlyList<string> Nodes => [node];

    public override double Value(Trace trace)
    {
        ReadOnlySpan<float> y = trace[node].Values, t = target.Values;
        double sum = 0;
        for (int i = 0; i < y.Length; i++) sum += Math.Abs(y[i] - t[i]);
        return -sum / y.Length;
    }

    public override void Seed(Trace trace, float factor, SignalSeeds seeds)
    {
        ReadOnlySpan<float> y = trace[node].Values, t = target.Values;
        Span<float> signal = seeds.At(node).Span;
        float share = factor / y.Length;
        for (int i = 0; i < y.Length; i++) signal[i] += y[i] > t[i] ? -share : y[i] < t[i] ? share : 0;
    }
}
