using ConvLens.Files.Onnx.Values;

namespace ConvLens.Files.Onnx.Folding;

/// <summary>Calculates nodes whose inputs are all known when the model is opened: mostly the whole numbers between Shape and Reshape.</summary>
internal static class Folder
{
    private static readonly Dictionary<string, Func<Operands, Constant>> Functions = new(StringComparer.Ordinal)
    {
        ["Add"] = static operands => ElementwiseFolding.Binary(operands, static (a, b) => a + b),
        ["Sub"] = static operands => ElementwiseFolding.Binary(operands, static (a, b) => a - b),
        ["Mul"] = static operands => ElementwiseFolding.Binary(operands, static (a, b) => a * b),
        ["Div"] = static operands => ElementwiseFolding.Binary(operands, (a, b) => ElementwiseFolding.Divide(operands, a, b)),
        ["Mod"] = static operands => ElementwiseFolding.Binary(operands, (a, b) => ElementwiseFolding.Modulo(operands, a, b)),
        ["Pow"] = static operands => ElementwiseFolding.Binary(operands, Math.Pow),
        ["Min"] = static operands => ElementwiseFolding.Binary(operands, Math.Min),
        ["Max"] = static operands => ElementwiseFolding.Binary(operands, Math.Max),
        ["Equal"] = static operands => ElementwiseFolding.Binary(operands, static (a, b) => a == b ? 1 : 0, DataType.Boolean),
        ["Greater"] = static operands => ElementwiseFolding.Binary(operands, static (a, b) => a > b ? 1 : 0, DataType.Boolean),
        ["GreaterOrEqual"] = static operands => ElementwiseFolding.Binary(operands, static (a, b) => a >= b ? 1 : 0, DataType.Boolean),
        ["Less"] = static operands => ElementwiseFolding.Binary(operands, static (a, b) => a < b ? 1 : 0, DataType.Boolean),
        ["LessOrEqual"] = static operands => ElementwiseFolding.Binary(operands, static (a, b) => a <= b ? 1 : 0, DataType.Boolean),
        ["And"] = static operands => ElementwiseFolding.Binary(operands, static (a, b) => a != 0 && b != 0 ? 1 : 0, DataType.Boolean),
        ["Or"] = static operands => ElementwiseFolding.Binary(operands, static (a, b) => a != 0 || b != 0 ? 1 : 0, DataType.Boolean),
        ["Not"] = static operands => ElementwiseFolding.Unary(operands, static number => number == 0 ? 1 : 0),
        ["Neg"] = static operands => ElementwiseFolding.Unary(operands, static number => -number),
        ["Abs"] = static operands => ElementwiseFolding.Unary(operands, Math.Abs),
        ["Floor"] = static operands => ElementwiseFolding.Unary(operands, Math.Floor),
        ["Ceil"] = static operands => ElementwiseFolding.Unary(operands, Math.Ceiling),
        ["Round"] = static operands => ElementwiseFolding.Unary(operands, static number => Math.Round(number, MidpointRounding.ToEven)),
        ["Sqrt"] = static operands => ElementwiseFolding.Unary(operands, Math.Sqrt),
        ["Reciprocal"] = static operands => ElementwiseFolding.Unary(operands, static number => 1 / number),
        ["Where"] = ElementwiseFolding.Where,
        ["Cast"] = ElementwiseFolding.Cast,
        ["Gather"] = StructureFolding.Gather,
        ["Slice"] = StructureFolding.Slice,
        ["Transpose"] = StructureFolding.Transpose,
        ["Concat"] = StructureFolding.Concatenate,
        ["Expand"] = StructureFolding.Expand,
        ["Tile"] = StructureFolding.Tile,
        ["Range"] = GenerationFolding.Range,
        ["ReduceSum"] = static operands => GenerationFolding.Reduce(operands, 0, static (a, b) => a + b),
        ["ReduceProd"] = static operands => GenerationFolding.Reduce(operands, 1, static (a, b) => a * b),
        ["ReduceMin"] = static operands => GenerationFolding.Reduce(operands, double.PositiveInfinity, Math.Min),
        ["ReduceMax"] = static operands => GenerationFolding.Reduce(operands, double.NegativeInfinity, Math.Max),
    };

    /// <summary>The most floats that are calculated with here; more go through layers.</summary>
    private const int FewFloats = 1 << 12;

    public static bool Knows(string name) => Functions.ContainsKey(name);

    /// <summary>The node's one result, or null where it is not folded here.</summary>
    public static Constant? Fold(Operands operands, IReadOnlyList<Constant?> inputs) =>
        Functions.TryGetValue(operands.Node.Operator, out Func<Operands, Constant>? function) && inputs.All(input => input is null or { Type.IsWhole: true } or { Length: <= FewFloats })
            ? function(operands)
            : null;
}
