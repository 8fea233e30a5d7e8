using ConvLens.Files.Onnx.Folding;
using ConvLens.Files.Onnx.Values;
using ConvLens.Networks.Layers.Shaping;
using Constant = ConvLens.Files.Onnx.Values.Constant;

namespace ConvLens.Files.Onnx.Import.Operators;

/// <summary>Parts of an array.</summary>
internal static class IndexingOperators
{
    public static readonly Dictionary<string, Translator> Table = new(StringComparer.Ordinal)
    {
        ["Slice"] = static context => Cut(context, null, context.Input(0), SliceRange.Of(context, context.Input(0).Extents)),
        ["Split"] = Split,
        ["Gather"] = Gather,
    };

    private static Value Cut(OperatorContext context, string? part, Value value, SliceRange[] ranges)
    {
        SliceRange[] cuts = [.. ranges.Where(range => range.Start != 0 || range.Step != 1 || range.Count != value.Extents[range.Axis])];
        if (cuts.FirstOrDefault(cut => cut.Count == 0) is { Step: not 0 } empty) throw new OnnxFault($"a slice must have numbers", $"none of axis {empty.Axis}");
        return cuts.Length == 0 ? value : context.AddPart(part, new Slice([.. cuts.Select(cut => (long)cut.Start)], [.. cuts.Select(cut => End(cut, value.Extents[cut.Axis]))], [.. cuts.Select(cut => cut.Axis)], [.. cuts.Select(cut => (long)cut.Step)]), value);
    }

    // An end beyond the axis holds for any extent, such as another batch.
    private static long End(SliceRange cut, int extent)
    {
        long end = cut.Start + ((long)cut.Count * cut.Step);
        return end < 0 ? long.MinValue : end >= extent && cut.Step > 0 ? long.MaxValue : end;
    }

    private static Value Split(OperatorContext context)
    {
        Value value = context.Input(0);
        int axis = AxisRules.Of(context.Node.Integer("axis", 0), value.Rank), extent = value.Extents[axis];
        int parts = context.Node.Count("num_outputs", context.Node.Proto.Outputs.Count);
        if (parts < 1 || parts < context.Node.Proto.Outputs.Count) throw new OnnxFault($"it must make {context.Node.Proto.Outputs.Count} parts", $"{parts}");
        long each = (extent + parts - 1L) / parts;
        long[] lengths = context.Integers("split", 1) ?? [.. Enumerable.Range(0, context.Node.Proto.Outputs.Count).Select(part => Math.Clamp(extent - (part * each), 0, each))];
        if (lengths.Length < context.Node.Proto.Outputs.Count || lengths.Any(length => length < 0 || length > extent) || lengths.Sum() != extent)
            throw new OnnxFault($"its parts must fill an axis of {extent}", string.Join(" + ", lengths));
        Value? first = null;
        long start = 0;
        for (int part = 0; part < context.Node.Proto.Outputs.Count; start += lengths[part++])
        {
            if (part > 0 && !context.Wants(part)) continue;
            Value cut = Cut(context, part == 0 ? null : $"{part}", value, [new(axis, (int)start, (int)lengths[part], 1)]);
            if (part == 0) first = cut;
            else context.MoreOutputs[part] = cut;
        }

        return first!;
    }

    private static Value Gather(OperatorContext context)
    {
        Value value = context.Input(0);
        Constant indices = context.Required(1);
        if (indices.Length == 0) throw new OnnxFault("it must have indices", "none");
        return context.Add(new Gather([.. indices.Numbers.Select(index => (long)index)], [.. indices.Extents], AxisRules.Of(context.Node.Integer("axis", 0), value.Rank)), value);
    }
}
