using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;
using ConvLens.Networks.Objectives;

namespace ConvLens.Benchmarks.Objectives;

/// <summary>The mean of one feature map of a single picture.</summary>
internal sealed class ChannelMean(string node, int channel) : Objective
{
    public override string Name => $"mean of {node}:{channel}";

    public override IReadOnlyList<string> Nodes => [node];

    public override double Value(Trace trace)
    {
        Tensor maps = trace[node];
        double sum = 0;
        for (int i = channel; i < maps.Length; i += maps.Shape.C) sum += maps.Values[i];
        return sum * maps.Shape.C / maps.Length;
    }

    public override void Seed(Trace trace, float factor, SignalSeeds seeds)
    {
        Tensor signal = seeds.At(node);
        float share = factor * signal.Shape.C / signal.Length;
        for (int i = channel; i < signal.Length; i += signal.Shape.C) signal.Span[i] += share;
    }
}
