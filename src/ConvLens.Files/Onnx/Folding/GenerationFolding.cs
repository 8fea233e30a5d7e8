using ConvLens.Files.Onnx.Values;

namespace ConvLens.Files.Onnx.Folding;

/// <summary>Constant arrays that are made from a few numbers, and those that are drawn together to a few.</summary>
internal static class GenerationFolding
{
    public static Constant Range(Operands operands)
    {
        double start = Number(operands, 0), limit = Number(operands, 1), delta = Number(operands, 2);
        double count = Math.Max(0, Math.Ceiling((limit - start) / delta));
        if (!(count <= Constant.MostNumbers)) throw new OnnxFault($"a range may hold at most {Constant.MostNumbers} numbers", $"{count}");
        DataType type = operands.Required(0).Type;
        return new NumberArray(type, [(int)count], [.. Enumerable.Range(0, (int)count).Select(i => type.Round(start + (i * delta)))]);
    }

    /// <summary>An array of one number.</summary>
    /// <param name="operands">The extents.</param>
    /// <param name="value">The one number that fills them; null for float32 zeros.</param>
    public static Constant Fill(Operands operands, Constant? value)
    {
        int[] extents = StructureFolding.Extents(operands.Required(0));
        double[] numbers = StructureFolding.Room(extents);
        if (value is { Length: not 1 }) throw new OnnxFault("it must fill with one number", $"{value}");
        Array.Fill(numbers, value?.Numbers[0] ?? 0);
        return new NumberArray(value?.Type ?? DataType.Float32, extents, numbers);
    }

    /// <summary>Axes drawn together to one number.</summary>
    /// <param name="operands">The array and its axes.</param>
    /// <param name="nothing">What no numbers give.</param>
    /// <param name="combine">What one more number gives.</param>
    public static Constant Reduce(Operands operands, double nothing, Func<double, double, double> combine)
    {
        Constant data = operands.Required(0);
        int rank = data.Extents.Length;
        long[]? asked = operands.Integers("axes", 1);
        bool keep = operands.Node.Flag("keepdims", otherwise: true), noop = operands.Node.Flag("noop_with_empty_axes");
        if (asked is null or [] && noop) return data;
        int[] axes = asked is null or [] ? [.. Enumerable.Range(0, rank)] : AxisRules.Of(asked, rank);
        int[] kept = [.. data.Extents.Select((extent, axis) => axes.Contains(axis) ? 1 : extent)], index = new int[rank];
        double[] results = StructureFolding.Room(kept);
        Array.Fill(results, data.Type.IsBoolean ? Math.Clamp(nothing, 0, 1) : nothing);
        foreach (double number in data.Numbers)
        {
            int at = 0;
            for (int axis = 0; axis < rank; axis++) at = (at * kept[axis]) + (kept[axis] == 1 ? 0 : index[axis]);
            results[at] = data.Type.Round(combine(results[at], number));
            StructureFolding.Advance(index, data.Extents);
        }

        return new NumberArray(data.Type, keep ? kept : [.. kept.Where((_, axis) => !axes.Contains(axis))], results);
    }

    private static double Number(Operands operands, int input) => operands.Number(input) ?? throw new OnnxFault("it must have a start, a limit and a delta", "fewer");
}
