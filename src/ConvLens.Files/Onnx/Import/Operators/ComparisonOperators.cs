using ConvLens.Files.Onnx.Folding;
using ConvLens.Files.Onnx.Values;
using ConvLens.Networks.Layers;
using ConvLens.Networks.Layers.Activations;
using ConvLens.Networks.Layers.Arithmetic;

namespace ConvLens.Files.Onnx.Import.Operators;

/// <summary>Comparisons and choices. True is 1, false is 0.</summary>
internal static class ComparisonOperators
{
    public static readonly Dictionary<string, Translator> Table = new(StringComparer.Ordinal)
    {
        ["Equal"] = Of(new Equality()),
        ["Greater"] = Of(new GreaterThan()),
        ["Less"] = Of(new LessThan()),
        ["And"] = Of(new Minimum()),
        ["Or"] = Of(new Maximum()),
        ["GreaterOrEqual"] = Either(new GreaterThan()),
        ["LessOrEqual"] = Either(new LessThan()),
        ["Where"] = static context => context.Add(new Selection(), context.Input(0), context.Input(1), context.Input(2)).As(context.Input(1).Type),
        ["Cast"] = Cast,
    };

    private static Translator Of(Layer layer) => context =>
    {
        (Value left, Value right) = ArithmeticOperators.Operands(context);
        return context.Add(layer, left, right).As(DataType.Boolean);
    };

    private static Translator Either(Layer strict) => context =>
    {
        (Value left, Value right) = ArithmeticOperators.Operands(context);
        return context.Add(new Maximum(), context.AddPart("strict", strict, left, right), context.AddPart("equal", new Equality(), left, right)).As(DataType.Boolean);
    };

    private static Value Cast(OperatorContext context)
    {
        DataType type = ElementwiseFolding.CastType(context);
        Value value = context.Input(0);
        if (type.IsBoolean && !value.Type.IsBoolean) return context.Add(new Not(), context.AddPart("zero", new Equality(), value, OperatorContext.Scalar(0))).As(type);
        return (type.IsWhole && !value.Type.IsWhole ? ArithmeticOperators.Truncate(context, value) : value).As(type);
    }
}
