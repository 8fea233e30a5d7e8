using ConvLens.Files.Onnx.Schema;

namespace ConvLens.Files.Onnx.Import.Operators;

/// <summary>Which translator serves which operator of the standard domain.</summary>
internal static class OperatorTable
{
    private static readonly Dictionary<string, Translator> Translators = new(
        new IEnumerable<KeyValuePair<string, Translator>>[]
        {
            ActivationOperators.Table, ArithmeticOperators.Table, ComparisonOperators.Table, ConvolutionOperators.Table, IndexingOperators.Table, NormalizationOperators.Table,
            PaddingOperators.Table, PoolingOperators.Table, ProductOperators.Table, ReductionOperators.Table, ResizeOperators.Table, ShapingOperators.Table, EinsumOperator.Table,
        }.SelectMany(table => table),
        StringComparer.Ordinal);

    /// <summary>The translator of a node, or null where there is none.</summary>
    public static Translator? Find(NodeProto node) => node.Domain.Length == 0 ? Translators.GetValueOrDefault(node.Operator) : null;
}
