using ConvLens.Compute.Normalization;
using ConvLens.Compute.Scheduling;

namespace ConvLens.Compute.Convolution;

/// <summary>A way to compute dw[o, c, i, j] = Σ over images and output pixels of dy[n, o, y, x] · x[n, c, …]: how much each weight should change.</summary>
/// <remarks>The batch is cut into fixed chunks whose partial sums are added in order, so the result does not depend on the number of threads. Which way is taken
/// depends on the geometry alone.</remarks>
public abstract class ConvolutionWeightGradient
{
    /// <summary>Most chunks of a batch.</summary>
    private protected const int MostChunks = 32;

    /// <summary>The way for a geometry, with its workspace.</summary>
    public static ConvolutionWeightGradient For(ConvolutionGeometry geometry) =>
        LineWinogradWeightGradient.Suits(geometry) ? new LineWinogradWeightGradient(geometry)
        : RotatedWeightGradient.Suits(geometry) ? new RotatedWeightGradient(geometry)
        : PairedWeightGradient.Suits(geometry) ? new PairedWeightGradient(geometry)
        : BatchWeightGradient.Suits(geometry) ? new BatchWeightGradient(geometry)
        : NarrowWeightGradient.Suits(geometry) ? new NarrowWeightGradient(geometry)
        : new WideWeightGradient(geometry);

    /// <summary>Writes the gradient to the weights, in the weights' memory order.</summary>
    /// <param name="scheduler">Who works.</param>
    /// <param name="input">The convolution's input without padding, channels last.</param>
    /// <param name="outputSignal">The signal at its output.</param>
    /// <param name="weightGradient">[O, C / groups, kernel rows, kernel columns] in memory order.</param>
    /// <exception cref="ArgumentException">A span has the wrong length.</exception>
    public abstract void Run(Scheduler scheduler, ReadOnlySpan<float> input, ReadOnlySpan<float> outputSignal, Span<float> weightGradient);

    /// <summary>Writes the gradients to weights and bias.</summary>
    /// <param name="scheduler">Who works.</param>
    /// <param name="input">The convolution's input without padding, channels last.</param>
    /// <param name="outputSignal">The signal at its output.</param>
    /// <param name="weightGradient">[O, C / groups, kernel rows, kernel columns] in memory order.</param>
    /// <param name="biasGradient">[O]: the sum of the signal; or empty if there is no bias.</param>
    /// <exception cref="ArgumentException">A span has the wrong length.</exception>
    public virtual void Run(Scheduler scheduler, ReadOnlySpan<float> input, ReadOnlySpan<float> outputSignal, Span<float> weightGradient, Span<float> biasGradient)
    {
        Run(scheduler, input, outputSignal, weightGradient);
        if (!biasGradient.IsEmpty) ColumnSums.Run(scheduler, biasGradient.Length, outputSignal, biasGradient);
    }

    /// <summary>Whether <see cref="RunNormalized"/> is there.</summary>
    public virtual bool Normalizes => false;

    /// <summary>As <see cref="Run(Scheduler, ReadOnlySpan{float}, ReadOnlySpan{float}, Span{float}, Span{float})"/> for a convolution of what a normalization makes of its input, which is taken in as it is read.</summary>
    /// <param name="scheduler">Who works.</param>
    /// <param name="input">The normalization's input without padding, channels last.</param>
    /// <param name="normalization">What is done to it; a column is a channel, or a channel of an image column.</param>
    /// <param name="outputSignal">The signal at the convolution's output.</param>
    /// <param name="weightGradient">[O, C / groups, kernel rows, kernel columns] in memory order.</param>
    /// <param name="biasGradient">[O], or empty if there is no bias.</param>
    /// <exception cref="ArgumentException">A span has the wrong length.</exception>
    /// <exception cref="NotSupportedException">This way does not pass its input through a near cache.</exception>
    public virtual void RunNormalized(
        Scheduler scheduler, ReadOnlySpan<float> input, RectifiedAffine normalization, ReadOnlySpan<float> outputSignal, Span<float> weightGradient, Span<float> biasGradient) =>
        throw new NotSupportedException($"{GetType().Name} reads its input as it is");
}
