using System.IO.Enumeration;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Layers;

namespace ConvLens.Networks.Backward;

/// <summary>Says to which nodes a rule binds.</summary>
/// <param name="Description">The selector in words, for results' records.</param>
/// <param name="Matches">Whether a node of a network is meant.</param>
public sealed record NodeSelector(string Description, Func<Network, Node, bool> Matches)
{
    /// <summary>Layers of a type or derived from it.</summary>
    public static NodeSelector Of<TLayer>()
        where TLayer : Layer => new(typeof(TLayer).Name, (_, node) => node.Layer is TLayer);

    /// <summary>Layers of a kind, as summaries name it.</summary>
    public static NodeSelector Kind(string kind) => new(kind, (_, node) => node.Layer.Kind == kind);

    /// <summary>Nodes by name, with <c>*</c> and <c>?</c>.</summary>
    public static NodeSelector Name(string pattern) =>
        new(pattern, (_, node) => FileSystemName.MatchesSimpleExpression(pattern, node.Name, ignoreCase: false));

    /// <summary>Only the first node, in topological order, that another selector means.</summary>
    public static NodeSelector First(NodeSelector selector) =>
        new($"first {selector.Description}", (network, node) => selector.Matches(network, node) && !network.Nodes.Take(node.Index).Any(before => selector.Matches(network, before)));
}
