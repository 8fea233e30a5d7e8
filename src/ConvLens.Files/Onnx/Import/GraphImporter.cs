using ConvLens.Files.Onnx.Folding;
using ConvLens.Files.Onnx.Import.Operators;
using ConvLens.Files.Onnx.Schema;
using ConvLens.Files.Onnx.Values;
using ConvLens.Networks.Layers;

namespace ConvLens.Files.Onnx.Import;

/// <summary>Turns a graph into a plan for one batch, node by node: views and folds constants, translates the rest.</summary>
internal sealed class GraphImporter
{
    private const int MostGaps = 12;
    private readonly OnnxGraph _graph;
    private readonly BatchView _batch;
    private readonly Names _names;
    private readonly Plan _plan = new();
    // Null: what a node would make that ConvLens lacks.
    private readonly Dictionary<string, Value?> _values = new(StringComparer.Ordinal);
    private readonly List<string> _gaps = [];

    private GraphImporter(OnnxGraph graph, BatchView batch) => (_graph, _batch, _names) = (graph, batch, new(graph.Proto, graph.Inputs.Select(input => input.Name)));

    /// <summary>The plan of a graph.</summary>
    /// <exception cref="FileFormatException">The graph is damaged, or ConvLens lacks something in it: then all that is lacking is named.</exception>
    public static Plan Import(OnnxGraph graph, BatchView batch) => new GraphImporter(graph, batch).Import();

    private Plan Import()
    {
        foreach ((string name, Constant constant) in _graph.Constants) _values[name] = Value.Of(constant);
        foreach (GraphInput input in _graph.Inputs) Bind(input.Name, Value.Of(_plan.Add(input.Name, new Input(input.ShapeFor(_batch.Current)), [], []), input.Type));
        foreach (NodeProto node in _graph.Proto.Nodes) Import(node);
        if (_gaps.Count > 0) throw _graph.Fault("every operator must be one that ConvLens has", string.Join("; ", _gaps.Take(MostGaps)) + (_gaps.Count > MostGaps ? $" and {_gaps.Count - MostGaps} more" : ""));
        foreach (ValueProto output in _graph.Proto.Outputs) _plan.Outputs.Add((output.Name, SourceOf(output.Name)));
        if (_plan.Outputs.Count == 0) throw _graph.Fault("a graph must have outputs", "none");
        _plan.Prune();
        return _plan;
    }

    private void Import(NodeProto proto)
    {
        OnnxNode node = _graph.NodeOf(proto);
        try
        {
            Value?[] inputs = [.. proto.Inputs.Select(name => name.Length == 0 ? null : _values.TryGetValue(name, out Value? value) ? value : throw new OnnxFault($"it reads {Excerpt.Of(name)}, which must be an input or made by a node before it", "neither"))];
            Translator? translator = OperatorTable.Find(proto);
            if (translator is null && !ConstantOperators.Knows(proto)) throw new OnnxGap("the operator");
            bool known = !proto.Inputs.Where((name, place) => name.Length > 0 && inputs[place] is null).Any();
            IReadOnlyList<Value?> outputs = known ? Calculate(node, inputs, translator) : [];
            if (known && node.Unread.FirstOrDefault() is { } attribute) throw new OnnxGap($"the attribute {Excerpt.Of(attribute)}");
            for (int place = 0; place < proto.Outputs.Count; place++) Bind(proto.Outputs[place], place < outputs.Count ? outputs[place] : null);
        }
        catch (OnnxGap gap)
        {
            _gaps.Add($"{gap.Message} of {node.Label}");
            foreach (string output in proto.Outputs.Where(output => !_values.ContainsKey(output))) _values[output] = null;
        }
        catch (OnnxFault fault)
        {
            throw _graph.Fault($"{node.Label}: {fault.Expected}", fault.Found, fault);
        }
    }

    private Value?[] Calculate(OnnxNode node, Value?[] inputs, Translator? translator)
    {
        if (ConstantOperators.OfShape(node, inputs) is { } shape) return [Value.Of(shape)];
        bool constant = inputs.All(input => input is null or { Constant: not null });
        if (constant && _graph.Folded(node, inputs, () => Fold(node, inputs, translator)) is { } folded) return [.. folded.Select(one => one is null ? null : Value.Of(one))];
        if (translator is null) throw new OnnxGap($"constant inputs (others would need a layer)");
        OperatorContext context = new(node, inputs, _plan, _names, _batch);
        return Outputs(context, translator(context));
    }

    private Constant?[]? Fold(OnnxNode node, Value?[] inputs, Translator? translator)
    {
        Constant?[] constants = [.. inputs.Select(input => input?.Constant)];
        Operands operands = new(node, constants);
        if (ConstantOperators.Fold(operands, _graph.Store) is { } constant) return [constant];
        if (Folder.Fold(operands, constants) is { } number) return [number];
        if (translator is null) return null;
        Plan scratch = new();
        OperatorContext context = new(node, inputs, scratch, _names.Scratch(), _batch);
        return LayerFolding.Run(scratch, Outputs(context, translator(context)));
    }

    private static Value?[] Outputs(OperatorContext context, Value first)
    {
        Value?[] outputs = new Value?[Math.Max(1, context.Node.Proto.Outputs.Count)];
        outputs[0] = first;
        foreach ((int place, Value value) in context.MoreOutputs)
            if (place < outputs.Length) outputs[place] = value;
        return outputs;
    }

    private void Bind(string name, Value? value)
    {
        if (name.Length > 0 && !_values.TryAdd(name, value)) throw new OnnxFault("every name may be made once", $"another {Excerpt.Of(name)}");
    }

    private string SourceOf(string output)
    {
        if (!_values.TryGetValue(output, out Value? value) || value is null) throw _graph.Fault($"output {Excerpt.Of(output)} must be made by a node", "none that makes it");
        if (value.Node is { } node) return node;
        Constant constant = value.Constant!;
        if (constant.Length == 0) throw _graph.Fault($"output {Excerpt.Of(output)} must have numbers", $"{constant}");
        string name = _names.Fresh(output);
        try
        {
            _plan.Add(name, new Networks.Layers.Arithmetic.Constant(constant.Shape), [], [("value", new WeightSource(constant, constant.Shape))]);
        }
        catch (Exception error) when (error is OnnxFault or ArgumentException)
        {
            throw _graph.Fault($"output {Excerpt.Of(output)} must fit a tensor", $"{constant}", error);
        }

        return name;
    }
}
