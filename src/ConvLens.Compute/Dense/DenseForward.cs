using ConvLens.Compute.Products;
using ConvLens.Compute.Scheduling;

namespace ConvLens.Compute.Dense;

/// <summary>y[n, o] = b[o] + Σ_i w[o, i] · x[n, i] with the weights read in place, once: for layers so large that a packed copy would cost more than the products.</summary>
/// <remarks>Lanes are samples, so that a row of weights is read in its own order. Each sum is one chain of fused multiply-adds in the order of i, with the same bits as <see cref="MatrixProduct"/>.</remarks>
/// <param name="batch">Samples N.</param>
/// <param name="inputs">Numbers of a sample, I.</param>
/// <param name="outputs">Numbers of a result, O.</param>
public sealed unsafe class DenseForward(int batch, int inputs, int outputs)
{
    private readonly SamplePanels _samples = new(batch, inputs);

    /// <summary>Computes the layer.</summary>
    /// <param name="scheduler">Who works.</param>
    /// <param name="x">[N, I].</param>
    /// <param name="weights">[O, I].</param>
    /// <param name="bias">[O], or none.</param>
    /// <param name="y">[N, O].</param>
    /// <exception cref="ArgumentException">A span has another length.</exception>
    public void Run(Scheduler scheduler, ReadOnlySpan<float> x, ReadOnlySpan<float> weights, ReadOnlySpan<float> bias, Span<float> y)
    {
        Require.Length(x.Length, batch * inputs, nameof(x));
        Require.Length(weights.Length, outputs * inputs, nameof(weights));
        if (!bias.IsEmpty) Require.Length(bias.Length, outputs, nameof(bias));
        Require.Length(y.Length, batch * outputs, nameof(y));
        _samples.Pack(scheduler, x);
        fixed (float* samples = _samples.Values, w = weights, b = bias, to = y)
            if (_samples.Panels == 1) scheduler.Run(new NarrowForwardKernel(batch, inputs, outputs, _samples.Depth, samples, w, b, to), RoundUp.Quotient(outputs, NarrowForwardKernel.ItemRows));
            else scheduler.Run(new WideForwardKernel(batch, inputs, outputs, _samples.Panels, samples, w, b, to), RoundUp.Quotient(outputs, WideForwardKernel.ItemRows));
    }
}
