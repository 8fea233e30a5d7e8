using ConvLens.Files.Onnx.Folding;
using ConvLens.Files.Onnx.Schema;
using ConvLens.Files.Onnx.Values;

namespace ConvLens.Files.Onnx.Import;

/// <summary>Operators whose results are known without calculating: constants, shapes, and constants seen in another way.</summary>
internal static class ConstantOperators
{
    private static readonly Dictionary<string, Func<Operands, TensorStore, Constant?>> Functions = new(StringComparer.Ordinal)
    {
        ["Constant"] = Stored,
        ["ConstantOfShape"] = static (operands, store) => GenerationFolding.Fill(operands, operands.Node.Tensor("value") is { } value ? store.Open(value) : null),
        ["Identity"] = static (operands, _) => operands.Required(0),
        ["Cast"] = static (operands, _) => ElementwiseFolding.CastType(operands) is { IsWhole: false } type && operands.Required(0) is { Type.IsWhole: false } data ? new ViewArray(type, data.Extents, data) : null,
        ["Reshape"] = static (operands, _) => View(operands, data => AxisRules.Reshape(data.Extents, operands.Integers("shape", 1) ?? [], operands.Node.Flag("allowzero"))),
        ["Flatten"] = static (operands, _) => View(operands, data => Flat(data.Extents, operands.Node.Integer("axis", 1))),
        ["Squeeze"] = static (operands, _) => View(operands, data => AxisRules.Squeeze(data.Extents, operands.Integers("axes", 1))),
        ["Unsqueeze"] = static (operands, _) => View(operands, data => AxisRules.Unsqueeze(data.Extents, operands.Integers("axes", 1) ?? [])),
        ["Transpose"] = static (operands, _) => operands.Required(0) is { Extents.Length: 2, Type.IsWhole: false } data && operands.Node.Integers("perm") is null or [1, 0] ? new TransposedArray(data) : null,
        ["DequantizeLinear"] = Dequantize,
    };

    private static readonly HashSet<string> OfShapes = new(StringComparer.Ordinal) { "Shape", "Size" };

    public static bool Knows(NodeProto node) => node.Domain.Length == 0 && (Functions.ContainsKey(node.Operator) || OfShapes.Contains(node.Operator) || Folder.Knows(node.Operator));

    /// <summary>What a Shape or Size node makes: the input's extents are known, whatever its numbers; null for other nodes.</summary>
    public static Constant? OfShape(OnnxNode node, IReadOnlyList<Value?> inputs)
    {
        if (node.Proto.Domain.Length > 0 || !OfShapes.Contains(node.Operator)) return null;
        int[] extents = inputs is [{ } input, ..] ? input.Extents : throw new OnnxFault("it must have an input", "none");
        if (node.Operator == "Size") return NumberArray.Scalar(DataType.Int64, Constant.LengthOf(extents));
        int rank = extents.Length, start = Clamp(node.Integer("start", 0)), end = Clamp(node.Integer("end", rank));
        return NumberArray.Of(extents.Skip(start).Take(end - start).Select(extent => (long)extent));

        int Clamp(long axis) => (int)Math.Clamp(axis < 0 ? axis + rank : axis, 0, rank);
    }

    /// <summary>The node's one result, or null where it takes calculating.</summary>
    public static Constant? Fold(Operands operands, TensorStore store) =>
        Functions.TryGetValue(operands.Node.Operator, out var function) ? function(operands, store) : null;

    private static Constant Stored(Operands operands, TensorStore store)
    {
        OnnxNode node = operands.Node;
        if (node.Tensor("value") is { } tensor) return store.Open(tensor);
        if (node.Has("value_float")) return NumberArray.Scalar(DataType.Float32, node.Single("value_float", 0));
        if (node.Has("value_int")) return NumberArray.Scalar(DataType.Int64, node.Integer("value_int", 0));
        if (node.Singles("value_floats") is { } singles) return new NumberArray(DataType.Float32, [singles.Length], [.. singles.Select(number => (double)number)]);
        if (node.Integers("value_ints") is { } integers) return NumberArray.Of(integers);
        throw new OnnxFault("it must hold a tensor or numbers", "something else");
    }

    private static Constant View(Operands operands, Func<Constant, int[]> extents)
    {
        Constant data = operands.Required(0);
        operands.Node.Ignore("consumed_inputs");
        return new ViewArray(data.Type, extents(data), data);
    }

    private static int[] Flat(int[] extents, long axis)
    {
        int at = axis == extents.Length ? extents.Length : AxisRules.Of(axis, extents.Length);
        return AxisRules.Reshape(extents, [Constant.LengthOf(extents.AsSpan(0, at)), Constant.LengthOf(extents.AsSpan(at))], allowZero: true);
    }

    private static Constant Dequantize(Operands operands, TensorStore store)
    {
        Constant data = operands.Required(0), scale = operands.Required(1);
        operands.Node.Ignore("output_dtype");
        if (operands.Node.Integer("block_size", 0) != 0) throw new OnnxGap("scales by blocks");
        Constant? zero = operands.Known(2);
        int axis = scale.Length == 1 ? 0 : AxisRules.Of(operands.Node.Integer("axis", 1), data.Extents.Length);
        bool fits = scale.Length == 1 || (scale.Extents.Length == 1 && scale.Length == data.Extents[axis]);
        if (!fits || (zero is not null && zero.Length != scale.Length)) throw new OnnxFault("it must have one scale and zero point, or one for each index of its axis", $"{scale}");
        operands.Node.Ignore("axis");
        return new DequantizedArray(data, scale.Numbers, zero?.Numbers, axis);
    }
}
