using ConvLens.Files.Onnx.Folding;
using ConvLens.Files.Onnx.Values;
using ConvLens.Networks.Layers;
using ConvLens.Networks.Layers.Activations;
using ConvLens.Networks.Layers.Arithmetic;
using ConvLens.Networks.Layers.Normalization;
using ConvLens.Networks.Layers.Reductions;
using ConvLens.Networks.Layers.Shaping;
using Constant = ConvLens.Files.Onnx.Values.Constant;

namespace ConvLens.Files.Onnx.Import.Operators;

/// <summary>Normalization over batches, maps, groups and neighbouring channels.</summary>
internal static class NormalizationOperators
{
    public static readonly Dictionary<string, Translator> Table = new(StringComparer.Ordinal)
    {
        ["BatchNormalization"] = BatchNormalization,
        ["InstanceNormalization"] = static context =>
            context.Add(new InstanceNormalization { Epsilon = context.Node.Single("epsilon", 1e-5f) }, [context.Input(0)], [Weights(context, "weight", 1), Weights(context, "bias", 2)]),
        ["GroupNormalization"] = GroupNormalization,
        ["LayerNormalization"] = LayerNormalization,
        ["LRN"] = static context => context.Add(
            new LocalResponseNormalization(context.Node.Count("size", 0)) { Alpha = context.Node.Single("alpha", 1e-4f), Beta = context.Node.Single("beta", 0.75f), Bias = context.Node.Single("bias", 1) }, context.Input(0)),
        ["LpNormalization"] = static context => context.Add(new LpNormalization(context.Node.Count("p", 2), context.Node.Count("axis", -1)), context.Input(0)),
        ["Softmax"] = static context => context.Add(new Softmax { Axis = ClassAxis(context), Coerce = context.Node.Opset < 13 }, context.Input(0)),
        ["LogSoftmax"] = static context => context.Add(new LogSoftmax { Axis = ClassAxis(context), Coerce = context.Node.Opset < 13 }, context.Input(0)),
    };

    private static (string, WeightSource) Weights(OperatorContext context, string name, int input)
    {
        Constant values = context.Required(input);
        return (name, new(values, values.Shape));
    }

    private static int ClassAxis(OperatorContext context) => context.Node.Count("axis", context.Node.Opset < 13 ? 1 : -1);

    private static Value BatchNormalization(OperatorContext context)
    {
        OnnxNode node = context.Node;
        node.Ignore("is_test", "consumed_inputs");
        if (!node.Flag("spatial", otherwise: true)) throw OperatorContext.Gap("statistics for each pixel (spatial = 0)");
        if (node.Flag("training_mode")) return TrainingNormalization(context);
        context.RequireOnly(1);
        Value x = context.Input(0);
        BatchNormalization layer = new() { Epsilon = node.Single("epsilon", 1e-5f), Momentum = 1 - node.Single("momentum", 0.9f) };
        // The layer knows vectors and maps: other axes become rows.
        Value maps = x.Rank is 2 or 4 || x.Rank < 2 ? x : context.AddPart("maps", new Reshape([0, 0, -1, 1]), x);
        Value y = context.Add(layer, [maps], [Weights(context, "weight", 1), Weights(context, "bias", 2), Weights(context, "running_mean", 3), Weights(context, "running_var", 4)]);
        return maps == x ? y : context.AddPart("shape", new Reshape([0, .. x.Extents[1..].Select(extent => (long)extent)]), y);
    }

    // The batch's own statistics, and the running ones that they move, as layers of their own.
    private static Value TrainingNormalization(OperatorContext context)
    {
        Value x = context.Input(0);
        float momentum = context.Node.Single("momentum", 0.9f);
        int[] channels = [1, x.Extents[1], .. Enumerable.Repeat(1, x.Rank - 2)], axes = [0, .. Enumerable.Range(2, x.Rank - 2)];
        Reduction over = new(ReductionKind.Mean, [.. axes]);
        Value mean = context.AddPart("mean", over, x), centred = context.AddPart("centred", new Subtraction(), x, mean);
        Value variance = context.AddPart("variance", over, context.AddPart("squares", new Multiplication(), centred, centred));
        Value deviation = context.AddPart("deviation", new SquareRoot(), context.AddPart("stable", new Addition(), variance, OperatorContext.Scalar(context.Node.Single("epsilon", 1e-5f))));
        Value scaled = context.AddPart("scaled", new Multiplication(), context.AddPart("normalized", new Division(), centred, deviation), context.Reshaped("scale", context.Input(1), channels));
        Running(1, 3, mean);
        Running(2, 4, variance);
        return context.Add(new Addition(), scaled, context.Reshaped("bias", context.Input(2), channels));

        void Running(int output, int input, Value observed)
        {
            if (!context.Wants(output)) return;
            Value old = context.AddPart($"old{output}", new Multiplication(), context.Input(input), OperatorContext.Scalar(momentum));
            Value share = context.AddPart($"share{output}", new Multiplication(), context.Reshaped($"flat{output}", observed, [x.Extents[1]]), OperatorContext.Scalar(1 - momentum));
            context.MoreOutputs[output] = context.AddPart($"running{output}", new Addition(), old, share);
        }
    }

    // Until version 21 factors belonged to groups.
    private static Value GroupNormalization(OperatorContext context)
    {
        context.Node.Ignore("stash_type");
        int groups = context.Node.Count("num_groups", 1), channels = context.Input(0).Extents.ElementAtOrDefault(1);
        return context.Add(new GroupNormalization(groups) { Epsilon = context.Node.Single("epsilon", 1e-5f) }, [context.Input(0)], [("weight", Factors(1)), ("bias", Factors(2))]);

        WeightSource Factors(int input)
        {
            Constant values = context.Required(input);
            if (context.Node.Opset >= 21 || values.Length != groups || groups == channels) return new(values, values.Shape);
            double[] each = [.. Enumerable.Range(0, channels).Select(channel => values.Numbers[channel / (channels / groups)])];
            return new(new NumberArray(values.Type, [channels], each), [channels]);
        }
    }

    private static Value LayerNormalization(OperatorContext context)
    {
        context.Node.Ignore("stash_type");
        context.RequireOnly(1);
        Value x = context.Input(0);
        int axis = AxisRules.Of(context.Node.Integer("axis", -1), x.Rank);
        int[] inner = x.Extents[axis..];
        LayerNormalization layer = new(axis) { Epsilon = context.Node.Single("epsilon", 1e-5f) };
        Constant scale = context.Required(1), bias = context.Known(2) ?? Zeros(inner);
        return context.Add(layer, [x], [("weight", new(scale, new(inner))), ("bias", new(bias, new(inner)))]);
    }

    private static NumberArray Zeros(int[] extents) => new(DataType.Float32, extents, new double[Constant.LengthOf(extents)]);
}
