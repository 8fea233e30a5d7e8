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
        Run(scheduler, input, default, bias, output, Geometry.Outputs, addend, rectification);
    }

    /// <inheritdoc/>
    public sealed override void RunInto(Scheduler scheduler, ReadOnlySpan<float> input, ReadOnlySpan<float> bias, Span<float> output, int pitch, Rectification rectification = default)
    {
        RequireLengths(Geometry, input, bias, output, pitch);
        Run(scheduler, input, default, bias, output, pitch, default, rectification);
    }

    /// <inheritdoc/>
    public sealed override void RunNormalized(
        Scheduler scheduler, ReadOnlySpan<float> input, RectifiedAffine normalization, ReadOnlySpan<float> bias, Span<float> output, ReadOnlySpan<float> addend = default, Rectification rectification = default)
    {
        if (!Normalizes) throw new NotSupportedException($"{GetType().Name} reads its input as it is");
        RequireLengths(Geometry, input, bias, output, addend);
        normalization.RequireColumnsOf(Geometry.Input);
        Run(scheduler, input, normalization, bias, output, Geometry.Outputs, addend, rectification);
    }

    /// <summary>Convolves. Lengths are right, an addend lies as the output does, and there is no normalization unless <see cref="ConvolutionAlgorithm.Normalizes"/>.</summary>
    private protected abstract void Run(
        Scheduler scheduler, ReadOnlySpan<float> input, RectifiedAffine normalization, ReadOnlySpan<float> bias, Span<float> output, int pitch, ReadOnlySpan<float> addend, Rectification rectification);
}
