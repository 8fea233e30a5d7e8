using ConvLens.Files.Onnx.Values;
using ConvLens.Networks.Layers;
using ConvLens.Networks.Layers.Products;
using Constant = ConvLens.Files.Onnx.Values.Constant;

namespace ConvLens.Files.Onnx.Import.Operators;

/// <summary>Products of matrices. Those of vectors with a constant matrix are dense layers.</summary>
internal static class ProductOperators
{
    public static readonly Dictionary<string, Translator> Table = new(StringComparer.Ordinal) { ["Gemm"] = Gemm, ["MatMul"] = MatMul };

    private static Value Gemm(OperatorContext context)
    {
        OnnxNode node = context.Node;
        node.Ignore("broadcast");
        Value a = context.Input(0), b = context.Input(1);
        Value? c = context.Optional(2);
        float alpha = node.Single("alpha", 1), beta = node.Single("beta", 1);
        bool transposeA = node.Flag("transA"), transposeB = node.Flag("transB");
        if (b is { Constant: { } matrix, Rank: 2 } && a is { Rank: 2, Constant: null } && alpha == 1 && !transposeA)
        {
            int outputs = b.Extents[transposeB ? 0 : 1];
            bool isBias = c is null || (beta == 1 && c.Constant is { } bias && bias.Length == outputs && c.Extents[^1] == outputs);
            if (isBias) return Dense(context, a, matrix, transposeB, outputs, c?.Constant);
        }

        GeneralProduct product = new() { Alpha = alpha, Beta = beta, TransposeA = transposeA, TransposeB = transposeB };
        return c is null ? context.Add(product, a, b) : context.Add(product, a, b, c);
    }

    private static Value MatMul(OperatorContext context)
    {
        Value a = context.Input(0), b = context.Input(1);
        return b is { Constant: { } matrix, Rank: 2 } && a is { Rank: 2, Constant: null }
            ? Dense(context, a, matrix, isTransposed: false, b.Extents[1], bias: null)
            : context.Add(new MatrixMultiplication(), a, b);
    }

    // A dense layer's weight is [outputs, inputs], the transposed second factor.
    private static Value Dense(OperatorContext context, Value a, Constant matrix, bool isTransposed, int outputs, Constant? bias)
    {
        (Constant stored, bool asIs) = matrix is TransposedArray transposed ? (transposed.Source, !isTransposed) : (matrix, isTransposed);
        int inputs = (int)(matrix.Length / Math.Max(1, outputs));
        List<(string, WeightSource)> weights = [("weight", new WeightSource(stored, [outputs, inputs], Transposed: !asIs))];
        if (bias is not null) weights.Add(("bias", new WeightSource(bias, [outputs])));
        return context.Add(new Dense(outputs) { Bias = bias is not null }, [a], weights);
    }
}
