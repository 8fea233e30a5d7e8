using ConvLens.Compute.Elementwise;
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
        Run(scheduler, input, bias, output, Geometry.Outputs, addend, rectification);
    }

    /// <inheritdoc/>
    public sealed override void RunInto(Scheduler scheduler, ReadOnlySpan<float> input, ReadOnlySpan<float> bias, Span<float> output, int pitch, Rectification rectification = default)
    {
        RequireLengths(Geometry, input, bias, output, pitch);
        Run(scheduler, input, bias, output, pitch, default, rectification);
    }

    /// <summary>Convolves. Lengths are right, and an addend lies as the output does.</summary>
    private protected abstract void Run(
        Scheduler scheduler, ReadOnlySpan<float> input, ReadOnlySpan<float> bias, Span<float> output, int pitch, ReadOnlySpan<float> addend, Rectification rectification);
}
