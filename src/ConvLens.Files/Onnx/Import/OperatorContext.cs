using ConvLens.Files.Onnx.Folding;
using ConvLens.Files.Onnx.Values;
using ConvLens.Networks.Layers;
using Constant = ConvLens.Files.Onnx.Values.Constant;

namespace ConvLens.Files.Onnx.Import;

/// <summary>A node to translate: its operands, and the plan that takes the layers.</summary>
internal sealed class OperatorContext(OnnxNode node, IReadOnlyList<Value?> inputs, Plan plan, Names names, BatchView batch)
    : Operands(node, [.. inputs.Select(input => input?.Constant)])
{
    private readonly string _name = names.For(node.Proto);

    /// <summary>Outputs behind the first, by place.</summary>
    public Dictionary<int, Value> MoreOutputs { get; } = [];

    public BatchView Batch => batch;

    /// <summary>An input that must be given.</summary>
    public Value Input(int place) => Optional(place) ?? throw new OnnxFault($"it must have at least {place + 1} inputs", $"{Node.Proto.Inputs.Count(name => name.Length > 0)}");

    public Value? Optional(int place) => Has(place) ? inputs[place] : null;

    /// <summary>All inputs, none of them left out.</summary>
    public Value[] AllInputs() => [.. Enumerable.Range(0, Math.Max(1, inputs.Count)).Select(Input)];

    /// <summary>Whether anybody may read the output.</summary>
    public bool Wants(int output) => output < Node.Proto.Outputs.Count && Node.Proto.Outputs[output].Length > 0;

    /// <summary>Adds the layer that has the node's name.</summary>
    public Value Add(Layer layer, params IReadOnlyList<Value> values) => Add(layer, values, []);

    /// <summary>Adds the layer that has the node's name, with its parameters.</summary>
    public Value Add(Layer layer, IReadOnlyList<Value> values, IReadOnlyList<(string, WeightSource)> weights) => Add(null, layer, values, weights);

    /// <summary>Adds a layer that the node needs besides, as <c>NAME/PART</c>.</summary>
    public Value AddPart(string? part, Layer layer, params IReadOnlyList<Value> values) => Add(part, layer, values, []);

    /// <summary>A constant as an operand.</summary>
    public static Value Scalar(double number) => Value.Of(NumberArray.Scalar(DataType.Float32, number));

    /// <summary>Refuses what is not there yet; the model's other gaps are named with it.</summary>
    public static OnnxGap Gap(string what) => new(what);

    /// <summary>Refuses outputs that no layer makes.</summary>
    public void RequireOnly(int outputs)
    {
        for (int output = outputs; output < Node.Proto.Outputs.Count; output++)
            if (Wants(output)) throw Gap($"its output {output + 1}");
    }

    private Value Add(string? part, Layer layer, IReadOnlyList<Value> values, IReadOnlyList<(string, WeightSource)> weights)
    {
        string[] sources = [.. values.Select(SourceOf)];
        PlannedNode planned = plan.Add(part is null ? _name : names.Fresh($"{_name}/{part}"), layer, sources, weights);
        return Value.Of(planned, values.Count > 0 ? values[0].Type : DataType.Float32);
    }

    /// <summary>The node that a value comes from; constants get one, once.</summary>
    private string SourceOf(Value value)
    {
        if (value.Node is { } source) return source;
        Constant constant = value.Constant!;
        if (names.OfConstant(constant) is { } known && plan.Has(known)) return known;
        string name = names.ForConstant(constant, Array.IndexOf([.. inputs], value) is var place and >= 0 ? Node.Proto.Inputs[place] : $"{_name}/constant");
        if (constant.Length == 0) throw new OnnxFault("every array must have numbers", $"{constant}");
        plan.Add(name, new Networks.Layers.Arithmetic.Constant(constant.Shape), [], [("value", new WeightSource(constant, constant.Shape))]);
        return name;
    }
}
