using ConvLens.Compute.Tensors;
using ConvLens.Files.Onnx.Values;

namespace ConvLens.Files.Onnx;

/// <summary>What a caller settles about a model that leaves something open.</summary>
public sealed record OnnxOptions
{
    /// <summary>The batch that the network is declared with. Default: the model's own, or 1 where that is open.</summary>
    public int? Batch { get; init; }

    /// <summary>Shapes by input name, for inputs that leave more open than their outermost extent; they replace what the model says. The empty name stands for the only input. Default: none.</summary>
    public IReadOnlyDictionary<string, Shape> Shapes { get; init; } = new Dictionary<string, Shape>(StringComparer.Ordinal);

    /// <summary>Values by input name, for inputs that are to be constants of the network: shapes, axes, weights. Default: none.</summary>
    public IReadOnlyDictionary<string, Tensor> Values { get; init; } = new Dictionary<string, Tensor>(StringComparer.Ordinal);

    /// <summary>The same in types that no tensor has.</summary>
    internal IReadOnlyDictionary<string, Constant> Fixed { get; init; } = new Dictionary<string, Constant>(StringComparer.Ordinal);

    internal IEnumerable<(string Name, Constant Constant)> Constants() =>
        [.. Values.Select(pair => (pair.Key, (Constant)new TensorArray(DataType.Float32, pair.Value))), .. Fixed.Select(pair => (pair.Key, pair.Value))];
}
