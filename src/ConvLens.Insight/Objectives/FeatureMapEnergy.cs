using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Objectives;

namespace ConvLens.Insight.Objectives;

/// <summary>½ Σ a² over one feature map: its gradient, and so the seed of the reverse walk, is the map itself.</summary>
/// <param name="node">The node.</param>
/// <param name="channel">The map, or the unit of a node of vectors.</param>
/// <exception cref="NetworkException">Thrown by value and seed: there is no such map.</exception>
public sealed class FeatureMapEnergy(string node, int channel) : Objective
{
    /// <inheritdoc/>
    public override string Name => $"½‖{node}:{channel}‖²";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Nodes => [node];

    /// <inheritdoc/>
    public override double Value(Trace trace)
    {
        Tensor maps = Maps(trace);
        double sum = 0;
        for (int i = channel; i < maps.Length; i += maps.Shape.C) sum += (double)maps.Values[i] * maps.Values[i];
        return sum / 2;
    }

    /// <inheritdoc/>
    public override void Seed(Trace trace, float factor, SignalSeeds seeds)
    {
        Tensor maps = Maps(trace), signal = seeds.At(node);
        for (int i = channel; i < maps.Length; i += maps.Shape.C) signal.Span[i] += factor * maps.Values[i];
    }

    private Tensor Maps(Trace trace) =>
        (uint)channel < (uint)trace[node].Shape.C ? trace[node] : throw new NetworkException($"map {node}:{channel} does not exist in activations of {trace[node].Shape}");
}
