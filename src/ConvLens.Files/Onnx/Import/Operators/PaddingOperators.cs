using ConvLens.Files.Onnx.Folding;
using ConvLens.Files.Onnx.Values;
using ConvLens.Networks.Layers.Shaping;

namespace ConvLens.Files.Onnx.Import.Operators;

/// <summary>Numbers around an array.</summary>
internal static class PaddingOperators
{
    public static readonly Dictionary<string, Translator> Table = new(StringComparer.Ordinal) { ["Pad"] = Pad };

    private static Value Pad(OperatorContext context)
    {
        Value value = context.Input(0);
        long[] margins = context.Integers(context.Node.Opset < 2 ? "paddings" : "pads", 1) ?? throw new OnnxFault("it must have pads", "none");
        float number = (float)(context.Number("value", 2) ?? 0);
        int[] axes = context.Integers(3) is { } asked ? AxisRules.Of(asked, value.Rank) : [.. Enumerable.Range(0, value.Rank)];
        if (margins.Length != 2 * axes.Length) throw new OnnxFault($"it must have {2 * axes.Length} pads", $"{margins.Length}");
        long[] before = new long[value.Rank], after = new long[value.Rank];
        for (int i = 0; i < axes.Length; i++) (before[axes[i]], after[axes[i]]) = (margins[i], margins[axes.Length + i]);
        PadMode mode = context.Node.Choice("mode", "constant", "constant", "reflect", "edge", "wrap") switch
        {
            "reflect" => PadMode.Reflect,
            "edge" => PadMode.Edge,
            "wrap" => PadMode.Wrap,
            _ => PadMode.Constant,
        };
        return margins.All(margin => margin == 0) ? value : context.Add(new Pad([.. before], [.. after]) { Mode = mode, Value = mode == PadMode.Constant ? number : 0 }, value);
    }
}
