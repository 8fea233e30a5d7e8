using ConvLens.Compute.Scheduling;
using Kernels = ConvLens.Compute.Normalization;

namespace ConvLens.Networks.Layers;

/// <summary>Log-probabilities from logits: <c>y = x − log Σ exp(x)</c> along <see cref="ClassActivation.Axis"/>, with the maximum taken out first. At most 0.</summary>
public sealed record LogSoftmax : ClassActivation
{
    /// <inheritdoc/>
    public override string Kind => "log_softmax";

    internal override void Forward(Scheduler scheduler, int classes, ReadOnlySpan<float> x, Span<float> y) =>
        Kernels.LogSoftmax.Forward(scheduler, classes, x, y);

    internal override void Gradient(Scheduler scheduler, int classes, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dx) =>
        Kernels.LogSoftmax.Gradient(scheduler, classes, y, dy, dx);
}
