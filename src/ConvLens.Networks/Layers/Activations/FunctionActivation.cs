using ConvLens.Compute.Elementwise;
using ConvLens.Compute.Scheduling;

namespace ConvLens.Networks.Layers.Activations;

/// <summary>An activation that is one <see cref="Compute.Elementwise.Function"/>.</summary>
public abstract record FunctionActivation : Activation
{
    private protected abstract Function Function { get; }

    internal override void Forward(Scheduler scheduler, ReadOnlySpan<float> x, Span<float> y) => Function.Forward(scheduler, x, y);

    internal override void Gradient(Scheduler scheduler, ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dx) =>
        Function.Gradient(scheduler, x, dy, dx);
}
