using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Tensors;
using ConvLens.Insight.Diagnostics;
using ConvLens.Insight.Objectives;
using ConvLens.Networks.Backward;
using ConvLens.Networks.Execution;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Objectives;
using ConvLens.Networks.Parameters;

namespace ConvLens.Insight.Deconvnet;

/// <summary>The deconvnet of [zeiler2014]: one feature map alone goes down through unpooling by switches, rectification and transposed convolution.</summary>
/// <remarks>
/// Everything but the starting map is zeroed at the starting layer, and only there. Convolutions go down with their own weights and without bias.
/// Started at a pooling node the order is the paper's: unpool, rectify, filter. Works from any node of any network of the supported layers.
/// </remarks>
/// <param name="network">The network, with one input.</param>
/// <param name="parameters">Its parameters.</param>
/// <param name="scheduler">Who works.</param>
public sealed class DeconvnetProjector(Network network, ParameterSet parameters, Scheduler scheduler)
{
    private readonly Executor _executor = new(network, 1, scheduler);

    /// <summary>Projects the chosen maps of a node.</summary>
    /// <param name="input">One picture, [1, C, H, W].</param>
    /// <param name="address">The node; with a channel only that map, with a position only that unit of it.</param>
    /// <param name="start">What of each map is sent down; a position in the address makes it <see cref="DeconvnetStart.Unit"/>.</param>
    /// <exception cref="NetworkException">The picture, the node, the channel or the position does not fit.</exception>
    public DeconvnetProjection Project(Tensor input, UnitAddress address, DeconvnetStart start)
    {
        if (address.Position is not null) start = DeconvnetStart.Unit;
        Node node = network[address.Node];
        string inputNode = network.Inputs[0].Name;
        Trace trace = _executor.Forward(parameters, input, until: [node.Name]);
        Shape shape = trace[node].Shape;
        int[] channels = address.Channel is { } one ? [Existing(one, node, shape)] : [.. Enumerable.Range(0, shape.C)];
        Tensor maps = new([channels.Length, 1, shape.H, shape.W]), reconstructions = new(input.Shape.WithN(channels.Length));
        List<(int Y, int X)> peaks = [];
        for (int k = 0; k < channels.Length; k++)
        {
            ReadOnlySpan<float> map = FeatureMaps.Plane(trace[node], 0, channels[k]);
            map.CopyTo(maps.Span[(k * map.Length)..]);
            (int y, int x) = address.Position ?? Peak(map, shape.W);
            peaks.Add((y, x));
            Objective objective = start == DeconvnetStart.Map
                ? new FeatureMapEnergy(node.Name, channels[k])
                : new UnitEnergy(node.Name, channels[k], y, x);
            Signals signals = _executor.Backward(trace, objective, RuleMap.Deconvnet);
            signals[inputNode].Values.CopyTo(reconstructions.Span[(k * input.Length)..]);
        }

        return new(node.Name, start, channels, input, maps, peaks, reconstructions) { Switches = LastSwitches(trace, node) };
    }

    private PoolingSwitches? LastSwitches(Trace trace, Node until) =>
        network.Nodes.Take(until.Index + 1).Where(trace.Has).Reverse()
            .Select(node => trace.Switches(node) is { } positions ? new PoolingSwitches(node.Name, trace[node].Shape, positions) : null)
            .FirstOrDefault(switches => switches is not null);

    private static int Existing(int channel, Node node, Shape shape) =>
        channel >= 0 && channel < shape.C ? channel : throw new NetworkException($"{node} has channels 0 to {shape.C - 1}, found {channel}");

    private static (int Y, int X) Peak(ReadOnlySpan<float> map, int width)
    {
        int best = 0;
        for (int i = 1; i < map.Length; i++)
            if (map[i] > map[best]) best = i;
        return (best / width, best % width);
    }
}
