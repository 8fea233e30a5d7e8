using ConvLens.Compute.Scheduling;
using Elementwise = ConvLens.Compute.Elementwise;

namespace ConvLens.Networks.Layers;

/// <summary><c>y = min(max(x, 0), 6)</c> [sandler2018], in [0, 6]. NaN stays NaN.</summary>
/// <remarks>Gradient 1 strictly inside (0, 6), else 0, as in PyTorch. Not a <see cref="Rectifier"/>: what the deconvnet would do above 6 is nowhere defined.</remarks>
public sealed record Relu6 : Activation
{
    private static readonly Elementwise.Rectification Clip = new(0, 6);

    /// <inheritdoc/>
    public override string Kind => "relu6";

    internal override Elementwise.Rectification? Rectification => Clip;

    internal override void Forward(Scheduler scheduler, ReadOnlySpan<float> x, Span<float> y) => Elementwise.Relu.Forward(scheduler, Clip, x, y);

    internal override void Gradient(Scheduler scheduler, ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dx) =>
        Elementwise.Relu.Gradient(scheduler, Clip, x, dy, dx);
}
