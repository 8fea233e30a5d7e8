using ConvLens.Files.Onnx.Folding;
using ConvLens.Files.Onnx.Values;
using ConvLens.Networks.Layers;
using ConvLens.Networks.Layers.Activations;
using ConvLens.Networks.Layers.Reductions;

namespace ConvLens.Files.Onnx.Import.Operators;

/// <summary>Axes drawn together to one number.</summary>
internal static class ReductionOperators
{
    public static readonly Dictionary<string, Translator> Table = new(StringComparer.Ordinal)
    {
        ["ReduceSum"] = Reduce(ReductionKind.Sum),
        ["ReduceMean"] = Reduce(ReductionKind.Mean),
        ["ReduceMax"] = Reduce(ReductionKind.Max),
        ["ReduceMin"] = Reduce(ReductionKind.Min),
        ["ReduceProd"] = Reduce(ReductionKind.Product),
        ["ReduceL1"] = Reduce(ReductionKind.L1),
        ["ReduceL2"] = Reduce(ReductionKind.L2),
        ["ReduceSumSquare"] = Reduce(ReductionKind.SumOfSquares),
        ["ReduceLogSum"] = Reduce(ReductionKind.LogSum),
        ["ReduceLogSumExp"] = Reduce(ReductionKind.LogSumExp),
        ["ArgMax"] = static context => ArgMax(context, context.Input(0)),
        ["ArgMin"] = static context => ArgMax(context, context.AddPart("negated", new Negation(), context.Input(0))),
        ["GlobalAveragePool"] = static context => context.Input(0).Rank == 4
            ? context.Add(new GlobalAveragePooling(), context.Input(0))
            : context.Add(new Reduction(ReductionKind.Mean, [.. Enumerable.Range(2, Math.Max(0, context.Input(0).Rank - 2))]), context.Input(0)),
        ["GlobalMaxPool"] = static context => context.Add(new GlobalMaxPooling(), context.Input(0)),
        ["GlobalLpPool"] = static context => context.Add(new GlobalLpPooling(context.Node.Opset < 2 ? (int)context.Node.Single("p", 2) : context.Node.Count("p", 2)), context.Input(0)),
    };

    private static Translator Reduce(ReductionKind kind) => context =>
    {
        Value x = context.Input(0);
        long[]? asked = context.Integers("axes", 1);
        bool keep = context.Node.Flag("keepdims", otherwise: true), noop = context.Node.Flag("noop_with_empty_axes");
        if (asked is null or [] && noop) return x;
        int[] axes = asked is null or [] ? [.. Enumerable.Range(0, x.Rank)] : AxisRules.Of(asked, x.Rank);
        return context.Add(new Reduction(kind, [.. axes.Order()]) { KeepAxes = keep }, x);
    };

    private static Value ArgMax(OperatorContext context, Value x) => context.Add(
        new ArgMax(AxisRules.Of(context.Node.Integer("axis", 0), x.Rank)) { KeepAxis = context.Node.Flag("keepdims", otherwise: true), LastIndex = context.Node.Flag("select_last_index") }, x).As(DataType.Int64);
}
