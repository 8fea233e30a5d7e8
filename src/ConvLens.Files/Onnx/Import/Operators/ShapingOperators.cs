using ConvLens.Files.Onnx.Folding;
using ConvLens.Files.Onnx.Values;
using ConvLens.Networks.Layers;
using ConvLens.Networks.Layers.Shaping;
using Constant = ConvLens.Files.Onnx.Values.Constant;

namespace ConvLens.Files.Onnx.Import.Operators;

/// <summary>The same numbers under other shapes and in other orders.</summary>
internal static class ShapingOperators
{
    public static readonly Dictionary<string, Translator> Table = new(StringComparer.Ordinal)
    {
        ["Identity"] = static context => context.Input(0),
        ["Reshape"] = Reshape,
        ["Flatten"] = Flatten,
        ["Squeeze"] = static context => context.Reshaped(null, context.Input(0), AxisRules.Squeeze(context.Input(0).Extents, context.Integers("axes", 1))),
        ["Unsqueeze"] = static context => context.Reshaped(null, context.Input(0), AxisRules.Unsqueeze(context.Input(0).Extents, context.Integers("axes", 1) ?? throw new OnnxFault("it must have axes", "none"))),
        ["Transpose"] = Transpose,
        ["Expand"] = Expand,
        ["Tile"] = Tile,
        ["Concat"] = Concatenate,
        ["DepthToSpace"] = static context => context.Add(
            new DepthToSpace(context.Node.Count("blocksize", 0)) { Mode = context.Node.Choice("mode", "DCR", "DCR", "CRD") == "DCR" ? DepthToSpaceMode.DepthColumnRow : DepthToSpaceMode.ColumnRowDepth }, context.Input(0)),
        ["SpaceToDepth"] = static context => context.Add(new SpaceToDepth(context.Node.Count("blocksize", 0)), context.Input(0)),
    };

    /// <summary>A value under other extents: a view of a constant, a layer for the rest, nothing where they are the same.</summary>
    public static Value Reshaped(this OperatorContext context, string? part, Value value, int[] extents) =>
        value.Extents.AsSpan().SequenceEqual(extents) ? value
        : value.Constant is { } constant ? Value.Of(new ViewArray(constant.Type, extents, constant))
        : extents.Length == 2 && value.Rank > 2 && extents[0] == value.Extents[0] ? context.AddPart(part, new Flatten(), value)
        : context.AddPart(part, new Reshape([.. extents.Select(extent => (long)extent)]), value);

    private static Value Reshape(OperatorContext context)
    {
        context.Node.Ignore("consumed_inputs");
        Value value = context.Input(0);
        long[] wanted = context.Integers("shape", 1) ?? throw new OnnxFault("it must have a shape", "none");
        return context.Reshaped(null, value, AxisRules.Reshape(value.Extents, context.Batch.Follow(value.Extents, wanted), context.Node.Flag("allowzero")));
    }

    private static Value Flatten(OperatorContext context)
    {
        Value value = context.Input(0);
        long asked = context.Node.Integer("axis", 1);
        int axis = asked == value.Rank ? value.Rank : AxisRules.Of(asked, value.Rank);
        return context.Reshaped(null, value, AxisRules.Reshape(value.Extents, [Constant.LengthOf(value.Extents.AsSpan(0, axis)), Constant.LengthOf(value.Extents.AsSpan(axis))]));
    }

    private static Value Transpose(OperatorContext context)
    {
        Value value = context.Input(0);
        int[] order = context.Node.Integers("perm") is { } asked ? AxisRules.Of(asked, value.Rank) : [.. Enumerable.Range(0, value.Rank).Reverse()];
        return order.SequenceEqual(Enumerable.Range(0, value.Rank)) ? value : context.Add(new Transpose([.. order]), value);
    }

    private static Value Expand(OperatorContext context)
    {
        Value value = context.Input(0);
        int[] wanted = AxisRules.Broadcast(value.Extents, StructureFolding.Extents(context.Required(1)));
        int added = wanted.Length - value.Rank;
        // 1 keeps what the input has, so that a batch is not written down.
        long[] extents = [.. wanted.Select((extent, axis) => axis >= added && value.Extents[axis - added] == extent ? 1L : extent)];
        return added == 0 && extents.All(extent => extent == 1) ? value : context.Add(new Expand([.. extents]), value);
    }

    private static Value Tile(OperatorContext context)
    {
        Value value = context.Input(0);
        long[] repeats = context.Integers(1) ?? throw new OnnxFault("it must have repeats", "none");
        if (context.Node.Opset < 6)
        {
            long axis = context.Integers(2) is [var asked] ? asked : throw new OnnxFault("it must have one axis", "others");
            long times = repeats is [var one] ? one : throw new OnnxFault("it must have one number of tiles", "others");
            repeats = [.. Enumerable.Range(0, value.Rank).Select(at => at == AxisRules.Of(axis, value.Rank) ? times : 1)];
        }

        return repeats.All(times => times == 1) ? value : context.Add(new Tile([.. repeats]), value);
    }

    private static Value Concatenate(OperatorContext context)
    {
        Value[] values = context.AllInputs();
        int axis = AxisRules.Of(context.Node.Integer("axis", 1), values[0].Rank);
        Value[] filled = [.. values.Where(value => Constant.LengthOf(value.Extents) > 0)];
        return filled.Length == 1 ? filled[0] : context.Add(new Concatenation { Axis = axis }, filled);
    }
}
