using ConvLens.Files.Onnx.Folding;
using ConvLens.Networks.Layers;
using ConvLens.Networks.Layers.Activations;
using ConvLens.Networks.Layers.Arithmetic;

namespace ConvLens.Files.Onnx.Import.Operators;

/// <summary>Arithmetic between arrays, with broadcasting.</summary>
internal static class ArithmeticOperators
{
    public static readonly Dictionary<string, Translator> Table = new(StringComparer.Ordinal)
    {
        ["Add"] = Binary(new Addition()),
        ["Sub"] = Binary(new Subtraction()),
        ["Mul"] = Binary(new Multiplication()),
        ["Div"] = WholeResult(Binary(new Division())),
        ["Pow"] = WholeResult(Binary(new Exponentiation())),
        ["Sum"] = Variadic(new Addition()),
        ["Mean"] = Variadic(new Average()),
        ["Min"] = Variadic(new Minimum()),
        ["Max"] = Variadic(new Maximum()),
    };

    /// <summary>The operands of a binary operator. Before version 7 the second is matched from an axis on, and only if asked.</summary>
    public static (Value Left, Value Right) Operands(OperatorContext context)
    {
        Value left = context.Input(0), right = context.Input(1);
        if (context.Node.Opset >= 7) return (left, right);
        context.Node.Ignore("consumed_inputs");
        bool broadcast = context.Node.Flag("broadcast");
        int axis = context.Node.Has("axis") ? AxisRules.Of(context.Node.Integer("axis", 0), left.Rank) : left.Rank - right.Rank;
        int behind = left.Rank - axis - right.Rank;
        return broadcast && behind > 0 ? (left, context.Reshaped("operand", right, [.. right.Extents, .. Enumerable.Repeat(1, behind)])) : (left, right);
    }

    /// <summary>Drops what stands behind the point, towards zero.</summary>
    public static Value Truncate(OperatorContext context, Value value)
    {
        Value below = context.AddPart("negative", new LessThan(), value, OperatorContext.Scalar(0));
        return context.AddPart("whole", new Selection(), below, context.AddPart("up", new Ceiling(), value), context.AddPart("down", new Floor(), value));
    }

    private static Translator Binary(Layer layer) => context =>
    {
        (Value left, Value right) = Operands(context);
        return context.Add(layer, left, right);
    };

    private static Translator Variadic(Layer layer) => context =>
    {
        context.Node.Ignore("consumed_inputs");
        Value[] inputs = context.AllInputs();
        return inputs.Length == 1 ? inputs[0] : context.Add(layer, inputs);
    };

    private static Translator WholeResult(Translator translator) => context =>
    {
        Value result = translator(context);
        return context.Input(0).Type.IsWhole ? Truncate(context, result).As(result.Type) : result;
    };
}
