using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Objectives;

namespace ConvLens.Insight.Objectives;

/// <summary>½ a² of one unit of a feature map of a single picture: the seed of the reverse walk is that unit's activation, alone.</summary>
/// <param name="node">The node.</param>
/// <param name="channel">The map.</param>
/// <param name="y">The unit's row.</param>
/// <param name="x">The unit's column.</param>
/// <exception cref="NetworkException">Thrown by value and seed: there is no such unit, or the batch holds several pictures.</exception>
public sealed class UnitEnergy(string node, int channel, int y, int x) : Objective
{
    /// <inheritdoc/>
    public override string Name => $"½({node}:{channel},{y},{x})²";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Nodes => [node];

    /// <inheritdoc/>
    public override double Value(Trace trace)
    {
        double activation = trace[node].Values[Index(trace[node].Shape)];
        return activation * activation / 2;
    }

    /// <inheritdoc/>
    public override void Seed(Trace trace, float factor, SignalSeeds seeds)
    {
        int index = Index(trace[node].Shape);
        seeds.At(node).Span[index] += factor * trace[node].Values[index];
    }

    private int Index(Shape shape) =>
        shape.N == 1 && (uint)channel < (uint)shape.C && (uint)y < (uint)shape.H && (uint)x < (uint)shape.W
            ? (((y * shape.W) + x) * shape.C) + channel
            : throw new NetworkException($"unit {node}:{channel},{y},{x} does not exist in activations of {shape}");
}
