using ConvLens.Compute.Scheduling;
using Elementwise = ConvLens.Compute.Elementwise;

namespace ConvLens.Networks.Layers;

/// <summary>What ReLU and LeakyReLU share: <c>y = x &lt; 0 ? slope · x : x</c>. The deconvnet and guided rules bind to it.</summary>
public abstract record Rectifier : Activation
{
    /// <summary>Slope for negative numbers.</summary>
    public abstract float NegativeSlope { get; }

    internal override void Forward(Scheduler scheduler, ReadOnlySpan<float> x, Span<float> y) =>
        Elementwise.Relu.Forward(scheduler, NegativeSlope, x, y);

    internal override void Gradient(Scheduler scheduler, ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dx) =>
        Elementwise.Relu.Gradient(scheduler, NegativeSlope, x, dy, dx);
}
