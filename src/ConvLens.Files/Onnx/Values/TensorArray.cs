using ConvLens.Compute.Tensors;

namespace ConvLens.Files.Onnx.Values;

/// <summary>A tensor that layers computed from constants while the model was opened.</summary>
internal sealed class TensorArray(DataType type, Tensor tensor) : Constant(type, [.. tensor.Shape.AsEnumerable()])
{
    private readonly float[] _logical = tensor.ToLogical();

    public override void CopyTo(long first, Span<float> values) => _logical.AsSpan((int)first, values.Length).CopyTo(values);

    protected override double[] ReadNumbers() => [.. _logical.Select(number => (double)number)];
}
