using ConvLens.Compute.Scheduling;
using Normalization = ConvLens.Compute.Normalization;

namespace ConvLens.Networks.Layers;

/// <summary>Log-probabilities from logits: <c>y = x − log Σ exp(x)</c> along axis 1, with the maximum taken out first. At most 0.</summary>
public sealed record LogSoftmax : ClassActivation
{
    /// <inheritdoc/>
    public override string Kind => "log_softmax";

    internal override void Forward(Scheduler scheduler, int classes, ReadOnlySpan<float> x, Span<float> y) =>
        Normalization.LogSoftmax.Forward(scheduler, classes, x, y);

    internal override void Gradient(Scheduler scheduler, int classes, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dx) =>
        Normalization.LogSoftmax.Gradient(scheduler, classes, y, dy, dx);
}
