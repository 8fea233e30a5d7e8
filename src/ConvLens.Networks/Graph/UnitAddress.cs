using System.Globalization;

namespace ConvLens.Networks.Graph;

/// <summary>A place in a network as papers and labs write it: <c>node</c>, <c>node:channel</c> or <c>node:channel,y,x</c>.</summary>
/// <param name="Node">The node's name.</param>
/// <param name="Channel">A channel of it, or null for all.</param>
/// <param name="Position">A row and a column of the channel's map, or null for the whole map.</param>
public sealed record UnitAddress(string Node, int? Channel = null, (int Y, int X)? Position = null)
{
    /// <summary>Reads an address.</summary>
    /// <exception cref="NetworkException">The text is not one.</exception>
    public static UnitAddress Parse(string text)
    {
        int colon = text.LastIndexOf(':');
        if (colon < 0) return new(text);
        string[] numbers = text[(colon + 1)..].Split(',');
        int[] values = new int[numbers.Length];
        for (int i = 0; i < numbers.Length; i++)
            if (!int.TryParse(numbers[i], NumberStyles.None, CultureInfo.InvariantCulture, out values[i])) values = [];
        return (colon, values) switch
        {
            ( > 0, [int channel]) => new(text[..colon], channel),
            ( > 0, [int channel, int y, int x]) => new(text[..colon], channel, (y, x)),
            _ => throw new NetworkException($"'{text}' is not a layer's address, expected node, node:channel or node:channel,y,x"),
        };
    }

    /// <summary>Reads an address of a network whose nodes may have colons in their names: a node's whole name is that node.</summary>
    /// <exception cref="NetworkException">The text is not an address.</exception>
    public static UnitAddress Parse(string text, Network network) => network.Nodes.Any(node => node.Name == text) ? new(text) : Parse(text);

    /// <inheritdoc/>
    public override string ToString() => Position is { } p ? $"{Node}:{Channel},{p.Y},{p.X}" : Channel is { } c ? $"{Node}:{c}" : Node;
}
