using ConvLens.Files.Onnx.Values;

namespace ConvLens.Files.Onnx.Folding;

/// <summary>Arithmetic on small constant arrays, number by number, with broadcasting.</summary>
internal static class ElementwiseFolding
{
    public static Constant Unary(Operands operands, Func<double, double> function, DataType? type = null)
    {
        Constant input = operands.Required(0);
        DataType result = type ?? input.Type;
        return new NumberArray(result, input.Extents, [.. input.Numbers.Select(number => result.Round(function(number)))]);
    }

    public static Constant Binary(Operands operands, Func<double, double, double> function, DataType? type = null)
    {
        Constant[] inputs = [.. Enumerable.Range(0, Math.Max(1, operands.Count)).Select(operands.Required)];
        RequireVersion(operands, inputs);
        DataType result = type ?? inputs[0].Type;
        return inputs.Skip(1).Aggregate(inputs[0], (left, right) => Combine(result, [left, right], numbers => function(numbers[0], numbers[1])));
    }

    public static Constant Where(Operands operands)
    {
        Constant[] inputs = [operands.Required(0), operands.Required(1), operands.Required(2)];
        return Combine(inputs[1].Type, inputs, numbers => numbers[0] != 0 ? numbers[1] : numbers[2]);
    }

    public static Constant Cast(Operands operands)
    {
        DataType type = CastType(operands);
        return Unary(operands, static number => number, type);
    }

    /// <summary>The type that a Cast node makes.</summary>
    public static DataType CastType(Operands operands)
    {
        long code = operands.Node.Integer("to", 0);
        operands.Node.Ignore("saturate");
        return DataType.Find(code) ?? throw new OnnxFault("it must cast to floats, whole numbers or truth values", DataType.NameOf(code));
    }

    /// <summary>a / b; whole numbers are cut off.</summary>
    public static double Divide(Operands operands, double a, double b) =>
        b == 0 && operands.Required(0).Type.IsWhole ? throw new OnnxFault("whole numbers are divided by others than 0", "0") : a / b;

    public static double Modulo(Operands operands, double a, double b)
    {
        if (b == 0) throw new OnnxFault("whole numbers are divided by others than 0", "0");
        double rest = a % b;
        return operands.Node.Flag("fmod") || rest == 0 || rest < 0 == b < 0 ? rest : rest + b;
    }

    private static NumberArray Combine(DataType type, Constant[] inputs, Func<double[], double> function)
    {
        int[] extents = AxisRules.Broadcast([.. inputs.Select(input => input.Extents)]);
        double[] result = StructureFolding.Room(extents), numbers = new double[inputs.Length];
        int[] index = new int[extents.Length];
        for (int at = 0; at < result.Length; at++, StructureFolding.Advance(index, extents))
        {
            for (int i = 0; i < inputs.Length; i++) numbers[i] = inputs[i].Numbers[Place(inputs[i].Extents, index)];
            result[at] = type.Round(function(numbers));
        }

        return new(type, extents, result);
    }

    private static int Place(int[] extents, int[] index)
    {
        int place = 0;
        for (int axis = 0; axis < extents.Length; axis++) place = (place * extents[axis]) + (extents[axis] == 1 ? 0 : index[index.Length - extents.Length + axis]);
        return place;
    }

    // Before version 7 operands were matched in another way.
    private static void RequireVersion(Operands operands, Constant[] inputs)
    {
        operands.Node.Ignore("consumed_inputs", "axis", "broadcast");
        if (operands.Node.Opset < 7 && inputs.Any(input => input.Length != 1 && !input.Extents.AsSpan().SequenceEqual(inputs[0].Extents)))
            throw new OnnxFault("constants of one shape are combined before opset 7", string.Join(" and ", inputs.Select(input => $"{input}")));
    }
}
