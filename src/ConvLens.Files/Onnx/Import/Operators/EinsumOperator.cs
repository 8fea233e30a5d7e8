using ConvLens.Files.Onnx.Values;
using ConvLens.Networks.Layers.Products;
using ConvLens.Networks.Layers.Shaping;
using Constant = ConvLens.Files.Onnx.Values.Constant;

namespace ConvLens.Files.Onnx.Import.Operators;

/// <summary>Sums of products over letters, where they are one product of matrices for each index of the letters that both share.</summary>
internal static class EinsumOperator
{
    public static readonly Dictionary<string, Translator> Table = new(StringComparer.Ordinal) { ["Einsum"] = Einsum };

    private static Value Einsum(OperatorContext context)
    {
        string equation = context.Node.Text("equation", "").Replace(" ", "", StringComparison.Ordinal);
        string[] sides = equation.Split("->"), terms = sides[0].Split(',');
        if (sides.Length != 2 || terms.Length != 2 || equation.Contains('.') || new[] { terms[0], terms[1], sides[1] }.Any(term => term.Distinct().Count() != term.Length)) throw Gap(equation);
        (string left, string right, string result) = (terms[0], terms[1], sides[1]);
        string shared = Only(letter => left.Contains(letter) && right.Contains(letter) && result.Contains(letter), left);
        string summed = Only(letter => right.Contains(letter) && !result.Contains(letter), left);
        string rows = Only(letter => !right.Contains(letter), left), columns = Only(letter => !left.Contains(letter), right);
        if ((shared + rows + columns).Length != result.Length || (shared + rows + columns).Any(letter => !result.Contains(letter))) throw Gap(equation);
        Value a = context.Input(0), b = context.Input(1);
        if (a.Rank != left.Length || b.Rank != right.Length) throw new OnnxFault($"its inputs must have {left.Length} and {right.Length} axes", $"{a.Rank} and {b.Rank}");
        Value product = context.Add(new MatrixMultiplication(), Matrix("left", a, left, shared, rows, summed), Matrix("right", b, right, shared, summed, columns));
        string order = shared + rows + columns;
        Value open = context.Reshaped("open", product, [.. order.Select(letter => left.Contains(letter) ? a.Extents[left.IndexOf(letter)] : b.Extents[right.IndexOf(letter)])]);
        return Ordered(context, "order", open, order, result);

        Value Matrix(string part, Value value, string letters, string outer, string first, string second)
        {
            Value ordered = Ordered(context, $"{part}order", value, letters, outer + first + second);
            int rank = outer.Length, middle = rank + first.Length;
            return context.Reshaped(part, ordered, [.. ordered.Extents[..rank], (int)Constant.LengthOf(ordered.Extents.AsSpan(rank, first.Length)), (int)Constant.LengthOf(ordered.Extents.AsSpan(middle))]);
        }
    }

    private static string Only(Func<char, bool> keep, string letters) => string.Concat(letters.Where(keep));

    private static Value Ordered(OperatorContext context, string part, Value value, string from, string to) =>
        from == to ? value : context.AddPart(part, new Transpose([.. to.Select(letter => from.IndexOf(letter))]), value);

    private static OnnxGap Gap(string equation) => OperatorContext.Gap($"the sum {Excerpt.Of(equation)}");
}
