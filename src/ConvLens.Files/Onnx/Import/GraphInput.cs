using ConvLens.Compute.Tensors;
using ConvLens.Files.Onnx.Values;

namespace ConvLens.Files.Onnx.Import;

/// <summary>An input that a caller feeds.</summary>
/// <param name="Name">As in the model.</param>
/// <param name="Type">The elements' type in the model.</param>
/// <param name="Shape">The shape at the declared batch.</param>
/// <param name="FollowsBatch">Whether its outermost extent is the batch.</param>
internal sealed record GraphInput(string Name, DataType Type, Shape Shape, bool FollowsBatch)
{
    public Shape ShapeFor(int batch) => FollowsBatch ? Shape.WithN(batch) : Shape;
}
