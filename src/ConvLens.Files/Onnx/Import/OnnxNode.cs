using ConvLens.Files.Onnx.Schema;
using ConvLens.Files.Onnx.Values;

namespace ConvLens.Files.Onnx.Import;

/// <summary>A node's operator, version and attributes; it remembers which attributes were asked for, so that none is passed over in silence.</summary>
internal sealed class OnnxNode(NodeProto proto, long opset)
{
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);

    public NodeProto Proto => proto;

    public string Operator => proto.Operator;

    /// <summary>The version of the operator set that the graph is written in.</summary>
    public long Opset => opset;

    /// <summary>The node for sentences, as in <c>node 'conv1' (Conv, opset 13)</c>.</summary>
    public string Label => $"node {Excerpt.Of(proto.Name.Length > 0 ? proto.Name : proto.Outputs.FirstOrDefault(output => output.Length > 0, ""))} ({Excerpt.Of(proto.Operator)[1..^1]}, {(proto.Domain.Length > 0 ? $"{Excerpt.Of(proto.Domain)[1..^1]} " : "")}opset {opset})";

    /// <summary>Attributes that nobody asked for.</summary>
    public IEnumerable<string> Unread => proto.Attributes.Keys.Where(name => !_read.Contains(name));

    public bool Has(string name) => Find(name) is not null;

    /// <summary>Marks attributes that do not change results.</summary>
    public void Ignore(params ReadOnlySpan<string> names)
    {
        foreach (string name in names) _read.Add(name);
    }

    public long Integer(string name, long otherwise) => Find(name) is { } attribute ? attribute.Integer ?? throw Wrong(name, "a whole number") : otherwise;

    /// <summary>A whole number that a layer counts with.</summary>
    public int Count(string name, int otherwise) => Small(name, Integer(name, otherwise));

    public bool Flag(string name, bool otherwise = false) => Integer(name, otherwise ? 1 : 0) != 0;

    public float Single(string name, float otherwise) => Find(name) is { } attribute ? attribute.Single ?? throw Wrong(name, "a number") : otherwise;

    public string Text(string name, string otherwise) => Find(name) is { } attribute ? attribute.Text ?? throw Wrong(name, "a text") : otherwise;

    public TensorProto? Tensor(string name) => Find(name) is { } attribute ? attribute.Tensor ?? throw Wrong(name, "a tensor") : null;

    public long[]? Integers(string name) => Find(name) is { } attribute ? [.. attribute.Integers] : null;

    /// <summary>Whole numbers that a layer counts with.</summary>
    public int[]? Counts(string name) => Integers(name) is { } numbers ? [.. numbers.Select(number => Small(name, number))] : null;

    public float[]? Singles(string name) => Find(name) is { } attribute ? [.. attribute.Singles] : null;

    /// <summary>One of the words that an attribute may be.</summary>
    public string Choice(string name, string otherwise, params ReadOnlySpan<string> choices)
    {
        string found = Text(name, otherwise);
        return choices.Contains(found) ? found : throw new OnnxFault($"attribute '{name}' must be one of {string.Join(", ", choices.ToArray())}", Excerpt.Of(found));
    }

    private AttributeProto? Find(string name)
    {
        _read.Add(name);
        AttributeProto? attribute = proto.Attributes.GetValueOrDefault(name);
        return attribute is { IsForeign: true } ? throw Wrong(name, "a number, a text, a tensor or a list of numbers") : attribute;
    }

    private static int Small(string name, long number) =>
        number is >= int.MinValue and <= int.MaxValue ? (int)number : throw new OnnxFault($"attribute '{name}' must lie between −2³¹ and 2³¹ − 1", $"{number}");

    private static OnnxFault Wrong(string name, string expected) => new($"attribute '{Excerpt.Of(name)[1..^1]}' must be {expected}", "something else");
}
