using System.Numerics;
using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;
using ConvLens.Networks.Objectives;

namespace ConvLens.Benchmarks.Objectives;

/// <summary>−mean (y − t)² over all numbers of a node.</summary>
internal sealed class NegativeMeanSquaredError(string node, Tensor target) : Objective
{
    public override string Name => $"negative mean squared error at {node}";

    public override IReadOnlyList<string> Nodes => [node];

    public override double Value(Trace trace)
    {
        ReadOnlySpan<float> y = trace[node].Values, t = target.Values;
        double sum = 0;
        for (int i = 0; i < y.Length; i++) sum += (double)(y[i] - t[i]) * (y[i] - t[i]);
        return -sum / y.Length;
    }

    public override void Seed(Trace trace, float factor, SignalSeeds seeds)
    {
        ReadOnlySpan<float> y = trace[node].Values, t = target.Values;
        Span<float> signal = seeds.At(node).Span;
        float slope = -2 * factor / y.Length;
        int i = 0;
        for (; i + Vector<float>.Count <= y.Length; i += Vector<float>.Count)
            Vector.FusedMultiplyAdd(new(slope), new Vector<float>(y[i..]) - new Vector<float>(t[i..]), new(signal[i..])).CopyTo(signal[i..]);
        for (; i < y.Length; i++) signal[i] = MathF.FusedMultiplyAdd(slope, y[i] - t[i], signal[i]);
    }
}
