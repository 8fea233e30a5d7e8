using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Objectives;

namespace ConvLens.Insight.Objectives;

/// <summary>The mean of one channel over positions and batch: what filter responses climb. Works at nodes [N, C, …].</summary>
/// <param name="node">The node.</param>
/// <param name="channel">The channel, or feature of a vector.</param>
/// <exception cref="NetworkException">Thrown by value and seed: there is no such channel.</exception>
public sealed class ChannelMean(string node, int channel) : Objective
{
    /// <inheritdoc/>
    public override string Name => $"mean of {node}:{channel}";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Nodes => [node];

    /// <inheritdoc/>
    public override double Value(Trace trace)
    {
        Tensor maps = Maps(trace);
        double sum = 0;
        for (int i = channel; i < maps.Length; i += maps.Shape.C) sum += maps.Values[i];
        return sum * maps.Shape.C / maps.Length;
    }

    /// <inheritdoc/>
    public override void Seed(Trace trace, float factor, SignalSeeds seeds)
    {
        _ = Maps(trace);
        Tensor signal = seeds.At(node);
        float share = factor * signal.Shape.C / signal.Length;
        for (int i = channel; i < signal.Length; i += signal.Shape.C) signal.Span[i] += share;
    }

    private Tensor Maps(Trace trace) =>
        trace[node].Shape is { Rank: 2 or 4 } shape && (uint)channel < (uint)shape.C ? trace[node] : throw new NetworkException($"channel {node}:{channel} does not exist in activations of {trace[node].Shape}");
}
