using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Tensors;
using Elementwise = ConvLens.Compute.Elementwise;

namespace ConvLens.Networks.Layers;

/// <summary>What ReLU and LeakyReLU share: <c>y = x &lt; 0 ? slope · x : x</c>. The deconvnet and guided rules bind to it.</summary>
public abstract record Rectifier : Activation
{
    /// <summary>Slope for negative numbers; finite and at least 0, so that outputs keep the signs of inputs, which rules and lean passes rely on.</summary>
    public abstract float NegativeSlope { get; }

    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<Shape> inputs) =>
        NegativeSlope is >= 0 and < float.PositiveInfinity ? inputs[0] : throw new LayerShapeException($"its slope must be at least 0, found {NegativeSlope}");

    internal override Elementwise.Rectification? Rectification => new(NegativeSlope);

    internal override void Forward(Scheduler scheduler, ReadOnlySpan<float> x, Span<float> y) =>
        Elementwise.Relu.Forward(scheduler, NegativeSlope, x, y);

    internal override void Gradient(Scheduler scheduler, ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dx) =>
        Elementwise.Relu.Gradient(scheduler, NegativeSlope, x, dy, dx);
}
