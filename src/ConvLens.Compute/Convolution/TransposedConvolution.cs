using ConvLens.Compute.Normalization;
using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Tensors;

namespace ConvLens.Compute.Convolution;

/// <summary>A way to send signals down through a convolution: dx[n, c, y, x] = Σ over o and all taps that touch (y, x) of w[o, c, i, j] · dy[n, o, …], without bias.</summary>
/// <remarks>It is the gradient to the input, and the filtering step of a deconvnet. Which way is taken depends on the geometry alone.</remarks>
public abstract class TransposedConvolution
{
    /// <summary>The way for a convolution's geometry, with room for its weights.</summary>
    public static TransposedConvolution For(ConvolutionGeometry geometry) =>
        DepthwiseTransposedConvolution.Suits(geometry) ? new DepthwiseTransposedConvolution(geometry)
        : RotatedTransposedConvolution.Suits(geometry) ? new RotatedTransposedConvolution(geometry)
        : new ScatterTransposedConvolution(geometry);

    /// <summary>Packs the convolution's weights [O, C / groups, kernel rows, kernel columns], given in memory order.</summary>
    public abstract void Pack(Scheduler scheduler, ReadOnlySpan<float> weights);

    /// <summary>Packs weights as <see cref="Pack(Scheduler, ReadOnlySpan{float})"/> does, or takes the tensor to read it whenever it runs: it must stay as it is until others are packed.</summary>
    public virtual void Pack(Scheduler scheduler, Tensor weights) => Pack(scheduler, weights.Values);

    /// <summary>Writes the signal at the input (without padding) from that at the output.</summary>
    /// <exception cref="ArgumentException">A span has the wrong length.</exception>
    public abstract void Run(Scheduler scheduler, ReadOnlySpan<float> outputSignal, Span<float> inputSignal);

    /// <summary>Whether <see cref="RunReduced"/> is there.</summary>
    public virtual bool Reduces => false;

    /// <summary>Writes the signal at the input, and sums each sample of it up while it is near; as <see cref="ConvolutionAlgorithm.RunReduced"/>.</summary>
    /// <param name="scheduler">Who works.</param>
    /// <param name="outputSignal">The signal at the output, channels last.</param>
    /// <param name="inputSignal">The signal at the input, without padding, channels last.</param>
    /// <param name="reduction">What is summed up of it; it has begun, and <see cref="BatchReduction.GoesAlong"/>.</param>
    /// <exception cref="ArgumentException">A span has the wrong length, or the reduction has not begun with this signal, or does not go along.</exception>
    /// <exception cref="NotSupportedException">This way does not write sample by sample.</exception>
    public virtual void RunReduced(Scheduler scheduler, ReadOnlySpan<float> outputSignal, Span<float> inputSignal, BatchReduction reduction) =>
        throw new NotSupportedException($"{GetType().Name} does not write its output sample by sample");
}
