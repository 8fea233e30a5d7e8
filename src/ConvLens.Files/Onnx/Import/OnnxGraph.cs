using ConvLens.Files.Onnx.Schema;
using ConvLens.Files.Onnx.Values;

namespace ConvLens.Files.Onnx.Import;

/// <summary>A graph with its stored constants and the shapes of its inputs settled, ready to be imported for any batch.</summary>
internal sealed class OnnxGraph
{
    private const int Oldest = 1, Newest = 25;
    private readonly ModelProto _model;
    private readonly Dictionary<NodeProto, (Constant?[] Inputs, Constant?[]? Outputs)> _folded = [];

    public OnnxGraph(ModelProto model, TensorStore store, OnnxOptions options)
    {
        (_model, Store) = (model, store);
        Proto = model.Graph ?? throw Fault("a model must have a graph", "none");
        if (Proto.HasSparseInitializers) throw Fault("weights must be stored dense", "sparse ones");
        long opset = model.Opsets.GetValueOrDefault("");
        if (opset is < Oldest or > Newest && Proto.Nodes.Any(node => node.Domain.Length == 0)) throw Fault($"the operators' version must lie between {Oldest} and {Newest}", opset == 0 ? "none" : $"opset {opset}");
        foreach (TensorProto tensor in Proto.Initializers)
            if (!Constants.TryAdd(tensor.Name, store.Open(tensor))) throw Fault("every tensor must have a name of its own", $"another {Excerpt.Of(tensor.Name)}");
        foreach ((string name, Constant constant) in options.Constants()) Constants[name] = constant;
        Inputs = InputShapes.Settle(this, options);
    }

    public GraphProto Proto { get; }

    public TensorStore Store { get; }

    /// <summary>What the graph stores, and what the caller fixes, by name.</summary>
    public Dictionary<string, Constant> Constants { get; } = new(StringComparer.Ordinal);

    /// <summary>The inputs that are fed; older models list their stored tensors among the inputs, which are not.</summary>
    public IReadOnlyList<GraphInput> Inputs { get; }

    /// <summary>Whether the model leaves an outermost extent to its callers.</summary>
    public bool IsBatchOpen => Proto.Inputs.Any(input => !Constants.ContainsKey(input.Name) && input.Axes is [{ Extent: null }, ..]);

    public OnnxNode NodeOf(NodeProto node) => new(node, _model.Opsets.GetValueOrDefault(node.Domain));

    /// <summary>What a node of constants makes: calculated once, also if the graph is imported for several batches.</summary>
    public Constant?[]? Folded(OnnxNode node, Value?[] inputs, Func<Constant?[]?> fold)
    {
        Constant?[] constants = [.. inputs.Select(input => input?.Constant)];
        if (_folded.TryGetValue(node.Proto, out var known) && known.Inputs.AsSpan().SequenceEqual(constants))
        {
            node.Ignore([.. node.Proto.Attributes.Keys]);
            return known.Outputs;
        }

        Constant?[]? outputs = fold();
        _folded[node.Proto] = (constants, outputs);
        return outputs;
    }

    public FileFormatException Fault(string expected, string found, Exception? inner = null) => new(Store.Path, expected, found, inner);
}
