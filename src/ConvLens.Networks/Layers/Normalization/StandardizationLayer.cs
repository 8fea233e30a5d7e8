using ConvLens.Compute.Reductions;
using ConvLens.Compute.Tensors;

namespace ConvLens.Networks.Layers.Normalization;

/// <summary>A layer that gives parts of each sample mean 0 and variance 1, in training and out of it, and then scales and shifts: <c>y = (x − mean) / √(variance + ε) · weight + bias</c>.</summary>
/// <remarks>The variance is the biased one. Parameters: weight, bias.</remarks>
public abstract record StandardizationLayer : Layer
{
    /// <summary>ε, keeps the division finite. Default 1e-5, as in PyTorch and ONNX.</summary>
    public float Epsilon { get; init; } = 1e-5f;

    /// <inheritdoc/>
    public override LocalWindow? Window => null;

    /// <inheritdoc/>
    public override long MultiplyAdds(IReadOnlyList<Shape> inputs, Shape output) => output.Length;

    /// <inheritdoc/>
    public override IReadOnlyList<ParameterSpec> ParametersFor(IReadOnlyList<Shape> inputs)
    {
        Shape shape = Scales(inputs[0]);
        return [new("weight", shape, 0, Center: 1), new("bias", shape, 0)];
    }

    /// <summary>The shape of weight and bias.</summary>
    private protected abstract Shape Scales(Shape input);

    /// <summary>Numbers of one channel of each sample, whatever the rank.</summary>
    private protected static Fibers OfChannels(Shape input)
    {
        int[] extents = new int[input.Rank - 1];
        extents.AsSpan().Fill(1);
        extents[0] = input.C;
        return Fibers.OfBroadcast(new(extents), input);
    }

    private protected static Shape RequireMaps(Shape input) => input.Rank > 2 ? input : throw new LayerShapeException("it needs an input N×C×…");
}
