using ConvLens.Compute.Scheduling;
using Elementwise = ConvLens.Compute.Elementwise;

namespace ConvLens.Networks.Layers;

/// <summary><c>y = tanh(x)</c>, in (−1, 1).</summary>
public sealed record Tanh : Activation
{
    /// <inheritdoc/>
    public override string Kind => "tanh";

    internal override void Forward(Scheduler scheduler, ReadOnlySpan<float> x, Span<float> y) => Elementwise.Tanh.Forward(scheduler, x, y);

    internal override void Gradient(Scheduler scheduler, ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dx) =>
        Elementwise.Tanh.Gradient(scheduler, y, dy, dx);
}
