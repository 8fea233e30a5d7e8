using ConvLens.Compute.Tensors;
using ConvLens.Files.Onnx.Values;

namespace ConvLens.Files.Onnx.Import;

/// <summary>What a name of the graph stands for: a constant, or a node's output.</summary>
/// <param name="Type">The elements' type in the model; a network computes in float32 all the same.</param>
/// <param name="Extents">The logical shape for the batch that is imported.</param>
/// <param name="Constant">The numbers, where they are known.</param>
/// <param name="Node">The node, where they are not.</param>
internal sealed record Value(DataType Type, int[] Extents, Constant? Constant, string? Node)
{
    public static Value Of(Constant constant) => new(constant.Type, constant.Extents, constant, null);

    public static Value Of(PlannedNode node, DataType type) => new(type, [.. node.Shape.AsEnumerable()], null, node.Name);

    public int Rank => Extents.Length;

    public Shape Shape => new(Extents);

    public Value As(DataType type) => this with { Type = type };
}
