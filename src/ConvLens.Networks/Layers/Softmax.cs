using ConvLens.Compute.Scheduling;
using Kernels = ConvLens.Compute.Normalization;

namespace ConvLens.Networks.Layers;

/// <summary>Probabilities from logits: <c>y = exp(x) / Σ exp(x)</c> along <see cref="ClassActivation.Axis"/>, with the maximum taken out first.</summary>
public sealed record Softmax : ClassActivation
{
    /// <inheritdoc/>
    public override string Kind => "softmax";

    internal override void Forward(Scheduler scheduler, int classes, ReadOnlySpan<float> x, Span<float> y) =>
        Kernels.LogSoftmax.Softmax(scheduler, classes, x, y);

    internal override void Gradient(Scheduler scheduler, int classes, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dx) =>
        Kernels.LogSoftmax.SoftmaxGradient(scheduler, classes, y, dy, dx);
}
