using ConvLens.Networks.Layers;
using ConvLens.Networks.Layers.Activations;

namespace ConvLens.Files.Onnx.Import.Operators;

/// <summary>Functions of each number by itself.</summary>
internal static class ActivationOperators
{
    public static readonly Dictionary<string, Translator> Table = new(StringComparer.Ordinal)
    {
        ["Relu"] = Of(new Relu()),
        ["Sigmoid"] = Of(new Sigmoid()),
        ["Tanh"] = Of(new Networks.Layers.Tanh()),
        ["HardSwish"] = Of(new HardSwish()),
        ["Mish"] = Of(new Mish()),
        ["Softplus"] = Of(new Softplus()),
        ["Softsign"] = Of(new Softsign()),
        ["Erf"] = Of(new Erf()),
        ["Exp"] = Of(new Exponential()),
        ["Log"] = Of(new NaturalLogarithm()),
        ["Abs"] = Of(new AbsoluteValue()),
        ["Neg"] = Of(new Negation()),
        ["Reciprocal"] = Of(new Reciprocal()),
        ["Sqrt"] = Of(new SquareRoot()),
        ["Floor"] = Of(new Floor()),
        ["Ceil"] = Of(new Ceiling()),
        ["Round"] = Of(new Round()),
        ["Not"] = Of(new Not()),
        ["Elu"] = Of(static context => new Elu(context.Node.Single("alpha", 1))),
        ["Celu"] = Of(static context => new Celu(context.Node.Single("alpha", 1))),
        ["ThresholdedRelu"] = Of(static context => new ThresholdedRelu(context.Node.Single("alpha", 1))),
        ["Swish"] = Of(static context => new Swish(context.Node.Single("alpha", 1))),
        ["HardSigmoid"] = Of(static context => new HardSigmoid(context.Node.Single("alpha", 0.2f), context.Node.Single("beta", 0.5f))),
        ["Gelu"] = Of(static context => new Gelu { Tanh = context.Node.Choice("approximate", "none", "none", "tanh") == "tanh" }),
        ["Selu"] = Of(Selu),
        ["LeakyRelu"] = LeakyRelu,
        ["PRelu"] = PRelu,
        ["Clip"] = Clip,
        ["Dropout"] = Dropout,
    };

    private static Translator Of(Layer layer) => Of(_ => layer);

    private static Translator Of(Func<OperatorContext, Layer> layer) => context =>
    {
        context.Node.Ignore("consumed_inputs");
        return context.Add(layer(context), context.Input(0));
    };

    // The first version rounded its defaults.
    private static Selu Selu(OperatorContext context) => context.Node.Opset < 6
        ? new(context.Node.Single("alpha", 1.6732f), context.Node.Single("gamma", 1.0507f))
        : new(context.Node.Single("alpha", 1.67326319217681884765625f), context.Node.Single("gamma", 1.05070102214813232421875f));

    private static Value LeakyRelu(OperatorContext context)
    {
        context.Node.Ignore("consumed_inputs");
        float slope = context.Node.Single("alpha", 0.01f);
        return slope >= 0 ? context.Add(new LeakyRelu(slope), context.Input(0)) : context.Add(new PRelu(), context.Input(0), OperatorContext.Scalar(slope));
    }

    // Before version 7 several slopes belong to channels, whatever the axes behind.
    private static Value PRelu(OperatorContext context)
    {
        context.Node.Ignore("consumed_inputs");
        Value x = context.Input(0), slope = context.Input(1);
        if (context.Node.Opset < 7 && slope.Rank == 1 && slope.Extents[0] > 1 && x.Rank > 2) slope = context.Reshaped("slope", slope, [slope.Extents[0], .. Enumerable.Repeat(1, x.Rank - 2)]);
        return context.Add(new PRelu(), x, slope);
    }

    private static Value Clip(OperatorContext context)
    {
        context.Node.Ignore("consumed_inputs");
        float least = (float)(context.Number("min", 1) ?? double.NegativeInfinity), most = (float)(context.Number("max", 2) ?? double.PositiveInfinity);
        return (least, most) switch
        {
            (0, 6) => context.Add(new Relu6(), context.Input(0)),
            (0, >= float.MaxValue) => context.Add(new Relu(), context.Input(0)),
            (float.NegativeInfinity, float.PositiveInfinity) => context.Input(0),
            _ => context.Add(new Clip(least, most), context.Input(0)),
        };
    }

    // The mask of inference keeps everything.
    private static Value Dropout(OperatorContext context)
    {
        context.Node.Ignore("seed", "is_test", "consumed_inputs");
        float ratio = (float)(context.Number("ratio", 1) ?? 0.5);
        if (context.Number(2) is not (null or 0) && ratio > 0) throw OperatorContext.Gap("training mode, which draws random numbers,");
        Value x = context.Input(0), y = ratio is >= 0 and < 1 ? context.Add(new Dropout(ratio), x) : x;
        if (context.Wants(1)) context.MoreOutputs[1] = context.AddPart("mask", new Networks.Layers.Arithmetic.Equality(), x, x).As(context.Node.Opset < 10 ? x.Type : Values.DataType.Boolean);
        return y;
    }
}
