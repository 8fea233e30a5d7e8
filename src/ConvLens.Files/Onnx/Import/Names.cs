using System.Runtime.CompilerServices;
using ConvLens.Files.Onnx.Schema;
using ConvLens.Files.Onnx.Values;

namespace ConvLens.Files.Onnx.Import;

/// <summary>Names of the network's nodes: the model's own for its nodes where they are unique, else those of their outputs.</summary>
internal sealed class Names
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private readonly Dictionary<NodeProto, string> _byNode = [];
    private readonly ConditionalWeakTable<Constant, string> _byConstant = [];

    public Names(GraphProto graph, IEnumerable<string> inputs)
    {
        foreach (string input in inputs) _taken.Add(input);
        HashSet<string> twice = [.. graph.Nodes.GroupBy(node => node.Name, StringComparer.Ordinal).Where(group => group.Key.Length == 0 || group.Skip(1).Any()).Select(group => group.Key)];
        foreach (NodeProto node in graph.Nodes.Where(node => !twice.Contains(node.Name) && _taken.Add(node.Name))) _byNode[node] = node.Name;
        foreach (NodeProto node in graph.Nodes.Where(node => !_byNode.ContainsKey(node))) _byNode[node] = Fresh(node.Outputs.FirstOrDefault(output => output.Length > 0) ?? node.Operator);
    }

    private Names(Dictionary<NodeProto, string> byNode) => _byNode = byNode;

    /// <summary>The same names of nodes for another plan.</summary>
    public Names Scratch() => new(_byNode);

    public string For(NodeProto node) => _byNode[node];

    public string? OfConstant(Constant constant) => _byConstant.TryGetValue(constant, out string? name) ? name : null;

    public string ForConstant(Constant constant, string wanted)
    {
        string name = Fresh(wanted);
        _byConstant.AddOrUpdate(constant, name);
        return name;
    }

    /// <summary>The name, or the name with the first number that makes it unique.</summary>
    public string Fresh(string wanted)
    {
        string name = wanted;
        for (int number = 2; !_taken.Add(name); number++) name = $"{wanted}_{number}";
        return name;
    }
}
