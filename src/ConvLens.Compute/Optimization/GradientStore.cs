using ConvLens.Compute.Tensors;

namespace ConvLens.Compute.Optimization;

/// <summary>Keeps a gradient in a tensor.</summary>
/// <param name="target">The tensor, of the parameter's shape.</param>
public sealed unsafe class GradientStore(Tensor target) : GradientSink
{
    internal override int Length => target.Length;

    internal override void Take<TLanes>(float* block, nint blockPitch, nint first, nint pitch, int rows, int columns)
    {
        fixed (float* to = target.Span)
            for (int row = 0; row < rows; row++) new ReadOnlySpan<float>(block + (row * blockPitch), columns).CopyTo(new(to + first + (row * pitch), columns));
    }
}
