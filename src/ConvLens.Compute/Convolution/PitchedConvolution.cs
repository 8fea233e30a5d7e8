using ConvLens.Compute.Elementwise;
using ConvLens.Compute.Normalization;
using ConvLens.Compute.Scheduling;

namespace ConvLens.Compute.Convolution;

/// <summary>A convolution that writes its pixels any distance apart: a tensor of its own, or some of the channels of one that has more.</summary>
public abstract class PitchedConvolution : ConvolutionAlgorithm
{
    private protected PitchedConvolution(ConvolutionGeometry geometry) => Geometry = geometry;

    private protected ConvolutionGeometry Geometry { get; }

    /// <inheritdoc/>
    public sealed override bool RunsInto => true;

    /// <inheritdoc/>
    public sealed override void Run(
        Scheduler scheduler, ReadOnlySpan<float> input, ReadOnlySpan<float> bias, Span<float> output, ReadOnlySpan<float> addend = default, Rectification rectification = default)
    {
        RequireLengths(Geometry, input, bias, output, addend);
        Run(scheduler, input, default, bias, output, Geometry.Outputs, addend, rectification, null);
    }

    /// <inheritdoc/>
    public sealed override void RunInto(Scheduler scheduler, ReadOnlySpan<float> input, ReadOnlySpan<float> bias, Span<float> output, int pitch, Rectification rectification = default)
    {
        RequireLengths(Geometry, input, bias, output, pitch);
        Run(scheduler, input, default, bias, output, pitch, default, rectification, null);
    }

    /// <inheritdoc/>
    public sealed override void RunNormalized(
        Scheduler scheduler, ReadOnlySpan<float> input, RectifiedAffine normalization, ReadOnlySpan<float> bias, Span<float> output, ReadOnlySpan<float> addend = default, Rectification rectification = default)
    {
        RequireNormalization(normalization);
        RequireLengths(Geometry, input, bias, output, addend);
        Run(scheduler, input, normalization, bias, output, Geometry.Outputs, addend, rectification, null);
    }

    /// <inheritdoc/>
    public sealed override void RunReduced(
        Scheduler scheduler, ReadOnlySpan<float> input, RectifiedAffine normalization, ReadOnlySpan<float> bias, Span<float> output, BatchReduction reduction)
    {
        if (!Reduces) throw new NotSupportedException($"{GetType().Name} does not write its output sample by sample");
        if (!normalization.IsEmpty) RequireNormalization(normalization);
        RequireLengths(Geometry, input, bias, output, addend: default);
        // Of the same memory, not only of the same numbers.
        if (reduction.Batch is not { } batch || batch.Values != output) throw new ArgumentException("the reduction has not begun with this output", nameof(reduction));
        if (!reduction.GoesAlong) throw new ArgumentException("the reduction is not cut into samples", nameof(reduction));
        Run(scheduler, input, normalization, bias, output, Geometry.Outputs, default, default, reduction);
    }

    /// <summary>Convolves. Lengths are right, an addend lies as the output does, and there is no normalization unless <see cref="ConvolutionAlgorithm.Normalizes"/>, no reduction unless <see cref="ConvolutionAlgorithm.Reduces"/>.</summary>
    private protected abstract void Run(
        Scheduler scheduler, ReadOnlySpan<float> input, RectifiedAffine normalization, ReadOnlySpan<float> bias, Span<float> output, int pitch, ReadOnlySpan<float> addend, Rectification rectification,
        BatchReduction? reduction);

    private void RequireNormalization(RectifiedAffine normalization)
    {
        if (!Normalizes) throw new NotSupportedException($"{GetType().Name} reads its input as it is");
        normalization.RequireColumnsOf(Geometry.Input);
    }
}
