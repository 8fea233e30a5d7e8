using ConvLens.Compute.Scheduling;
using Elementwise = ConvLens.Compute.Elementwise;

namespace ConvLens.Networks.Layers;

/// <summary><c>y = 1 / (1 + e⁻ˣ)</c>, in (0, 1).</summary>
public sealed record Sigmoid : Activation
{
    /// <inheritdoc/>
    public override string Kind => "sigmoid";

    internal override void Forward(Scheduler scheduler, ReadOnlySpan<float> x, Span<float> y) => Elementwise.Sigmoid.Forward(scheduler, x, y);

    internal override void Gradient(Scheduler scheduler, ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dx) =>
        Elementwise.Sigmoid.Gradient(scheduler, y, dy, dx);
}
