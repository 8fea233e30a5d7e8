using ConvLens.Networks.Graph;
using ConvLens.Networks.Layers;

namespace ConvLens.Networks.Backward;

/// <summary>An ordered list of selectors and rules: the first that matches a node binds; a node that none matches has the plain gradient.</summary>
/// <param name="Name">The method's name in the literature.</param>
/// <param name="Entries">Selectors and rules, most specific first.</param>
public sealed record RuleMap(string Name, IReadOnlyList<(NodeSelector Selector, BackwardRule Rule)> Entries)
{
    private static readonly GradientRule PlainGradient = new();

    /// <summary>The plain gradient everywhere: saliency, training.</summary>
    public static RuleMap Gradient { get; } = new("gradient", []);

    /// <summary>Signals are rectified at every rectifier [zeiler2014]; max pooling goes back by its switches, as in every map.</summary>
    public static RuleMap Deconvnet { get; } = new("deconvnet", [(NodeSelector.Of<Rectifier>(), new DeconvnetRule())]);

    /// <summary>Signals pass rectifiers where both they and the activation are positive [springenberg2015].</summary>
    public static RuleMap GuidedBackprop { get; } = new("guided-backprop", [(NodeSelector.Of<Rectifier>(), new GuidedRule())]);

    /// <summary>The rule of every node, by index.</summary>
    internal BackwardRule[] Bind(Network network) =>
        [.. network.Nodes.Select(node => Entries.FirstOrDefault(entry => entry.Selector.Matches(network, node)).Rule ?? PlainGradient)];
}
