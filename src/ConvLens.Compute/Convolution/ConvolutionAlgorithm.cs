using System.Runtime.Intrinsics;
using ConvLens.Compute.Elementwise;
using ConvLens.Compute.Normalization;
using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Tensors;

namespace ConvLens.Compute.Convolution;

/// <summary>A way to compute y[n, o, y, x] = bias[o] + Σ_{c, i, j} w[o, c, i, j] · x[n, c, y · stride + i · dilation − padding, …], with weights packed for it.</summary>
/// <remarks>Which way is taken depends on the geometry alone, but for two that give the same bits, so the same network gives the same bits everywhere.</remarks>
public abstract class ConvolutionAlgorithm
{
    // Below these a wide tile would mostly multiply zeros.
    private const int WideOutputs = 24, WidePatch = 16;

    // Where registers are narrower than 512 bits, packing costs more than it saves for patches of up to the first length and for a single tap of any,
    // but for patches from the second length on whose items use each packed row for so many panels, and each panel for so many rows.
    private const int InPlacePatch = 256, ShortPatch = 64, FewestPanels = 10, FewestRows = 48;

    /// <summary>The way for a geometry, with room for its weights.</summary>
    public static ConvolutionAlgorithm For(ConvolutionGeometry geometry) =>
        DepthwiseConvolution.Suits(geometry) ? new DepthwiseConvolution(geometry)
        : LineWinogradConvolution.Suits(geometry) ? new LineWinogradConvolution(geometry)
        : WinogradConvolution.Suits(geometry) ? new WinogradConvolution(geometry)
        : DotConvolution.Suits(geometry) ? new DotConvolution(geometry)
        : PairedConvolution.Suits(geometry) ? new PairedConvolution(geometry)
        : BatchConvolution.Suits(geometry) ? new BatchConvolution(geometry)
        : PlanarConvolution.Suits(geometry) ? new PlanarConvolution(geometry)
        : geometry.GroupOutputs < WideOutputs || geometry.PatchLength < WidePatch || ReadsInPlace(geometry) ? new InPlaceConvolution(geometry)
        : new WideConvolution(geometry);

    /// <summary>Packs weights [O, C / groups, kernel rows, kernel columns], given in memory order.</summary>
    public abstract void Pack(Scheduler scheduler, ReadOnlySpan<float> weights);

    /// <summary>Packs weights as <see cref="Pack(Scheduler, ReadOnlySpan{float})"/> does, or takes the tensor to read it whenever it runs: it must stay as it is until others are packed.</summary>
    public virtual void Pack(Scheduler scheduler, Tensor weights) => Pack(scheduler, weights.Values);

    /// <summary>Convolves.</summary>
    /// <param name="scheduler">Who works.</param>
    /// <param name="input">The input without padding, channels last.</param>
    /// <param name="bias">O numbers, or none.</param>
    /// <param name="output">The output, channels last.</param>
    /// <param name="addend">What is added to the output while it is still in a near cache, in the output's layout; it must not overlap the output. Default: nothing.</param>
    /// <param name="rectification">What is done to the output then. Default: nothing.</param>
    /// <exception cref="ArgumentException">A span has the wrong length.</exception>
    public abstract void Run(
        Scheduler scheduler, ReadOnlySpan<float> input, ReadOnlySpan<float> bias, Span<float> output, ReadOnlySpan<float> addend = default, Rectification rectification = default);

    /// <summary>Whether <see cref="RunNormalized"/> is there.</summary>
    public virtual bool Normalizes => false;

    /// <summary>Convolves what a normalization makes of its input, taking it in as it is read: with the bits of both one after the other. Padding is zero behind it.</summary>
    /// <param name="scheduler">Who works.</param>
    /// <param name="input">The normalization's input without padding, channels last.</param>
    /// <param name="normalization">What is done to it; a column is a channel, or a channel of an image column.</param>
    /// <param name="bias">O numbers, or none.</param>
    /// <param name="output">The output, channels last.</param>
    /// <param name="addend">As that of <see cref="Run"/>.</param>
    /// <param name="rectification">What is done to the output then. Default: nothing.</param>
    /// <exception cref="ArgumentException">A span has the wrong length.</exception>
    /// <exception cref="NotSupportedException">This way does not pass its input through a near cache.</exception>
    public virtual void RunNormalized(
        Scheduler scheduler, ReadOnlySpan<float> input, RectifiedAffine normalization, ReadOnlySpan<float> bias, Span<float> output, ReadOnlySpan<float> addend = default, Rectification rectification = default) =>
        throw new NotSupportedException($"{GetType().Name} reads its input as it is");

    /// <summary>Whether <see cref="RunReduced"/> is there.</summary>
    public virtual bool Reduces => false;

    /// <summary>Convolves, and sums each sample of the output up while it is near: with the bits of both one after the other.</summary>
    /// <param name="scheduler">Who works.</param>
    /// <param name="input">The input, or that of a normalization, without padding, channels last.</param>
    /// <param name="normalization">What is done to the input as by <see cref="RunNormalized"/>; empty for nothing.</param>
    /// <param name="bias">O numbers, or none.</param>
    /// <param name="output">The output, channels last.</param>
    /// <param name="reduction">What is summed up of the output; it has begun, and <see cref="BatchReduction.GoesAlong"/>.</param>
    /// <exception cref="ArgumentException">A span has the wrong length, or the reduction has not begun with this output, or does not go along.</exception>
    /// <exception cref="NotSupportedException">This way does not write sample by sample.</exception>
    public virtual void RunReduced(Scheduler scheduler, ReadOnlySpan<float> input, RectifiedAffine normalization, ReadOnlySpan<float> bias, Span<float> output, BatchReduction reduction) =>
        throw new NotSupportedException($"{GetType().Name} does not write its output sample by sample");

    /// <summary>Whether <see cref="RunInto"/> is there.</summary>
    public virtual bool RunsInto => false;

    /// <summary>Convolves into some of the channels of a tensor that has more.</summary>
    /// <param name="scheduler">Who works.</param>
    /// <param name="input">The input without padding, channels last.</param>
    /// <param name="bias">O numbers, or none.</param>
    /// <param name="output">That tensor from the first of these channels on.</param>
    /// <param name="pitch">Its channels: floats from pixel to pixel.</param>
    /// <param name="rectification">What is done to the output then. Default: nothing.</param>
    /// <exception cref="ArgumentException">A span has the wrong length.</exception>
    /// <exception cref="NotSupportedException">This way always writes a tensor of its own.</exception>
    public virtual void RunInto(Scheduler scheduler, ReadOnlySpan<float> input, ReadOnlySpan<float> bias, Span<float> output, int pitch, Rectification rectification = default) =>
        throw new NotSupportedException($"{GetType().Name} always writes a tensor of its own");

    private protected static void RequireLengths(ConvolutionGeometry geometry, ReadOnlySpan<float> input, ReadOnlySpan<float> bias, Span<float> output, int pitch)
    {
        Require.Length(input.Length, geometry.Input.Length, nameof(input));
        long last = ((long)((geometry.Output.Length / geometry.Outputs) - 1) * pitch) + geometry.Outputs;
        if (pitch < geometry.Outputs || output.Length < last) throw new ArgumentException($"pixels of {geometry.Outputs} channels, {pitch} apart, need {last} numbers, found {output.Length}", nameof(output));
        if (!bias.IsEmpty) Require.Length(bias.Length, geometry.Outputs, nameof(bias));
    }

    private protected static void RequireLengths(ConvolutionGeometry geometry, ReadOnlySpan<float> input, ReadOnlySpan<float> bias, Span<float> output, ReadOnlySpan<float> addend)
    {
        Require.Length(input.Length, geometry.Input.Length, nameof(input));
        Require.Length(output.Length, geometry.Output.Length, nameof(output));
        if (!addend.IsEmpty) Require.Length(addend.Length, output.Length, nameof(addend));
        if (!bias.IsEmpty) Require.Length(bias.Length, geometry.Outputs, nameof(bias));
    }

    // Both ways give the same bits, so that the machine may decide.
    private static bool ReadsInPlace(ConvolutionGeometry geometry) =>
        !Vector512.IsHardwareAccelerated && (geometry.PatchLength <= InPlacePatch || geometry.KernelRows * geometry.KernelColumns == 1)
        && !(geometry.PatchLength >= ShortPatch && WideConvolution.Partition(geometry) is { CutPanels: >= FewestPanels, BlockRows: >= FewestRows });
}
