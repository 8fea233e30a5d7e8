using ConvLens.Compute.Optimization;
using ConvLens.Compute.Products;
using ConvLens.Compute.Scheduling;

namespace ConvLens.Compute.Dense;

/// <summary>dx = dy·w and dw = dyᵀ·x in one walk over the weights, which are read in place, once; dw goes block by block to a sink, which may change the weights.</summary>
/// <remarks>Each sum is one chain of fused multiply-adds, of dx in the order of outputs, of dw in that of samples, with the same bits as <see cref="MatrixProduct"/>.</remarks>
public sealed unsafe class DenseBackward
{
    private readonly DenseBlocks _blocks;
    private readonly SignalRows _signals;

    /// <summary>Room for the signals once more, and with the first sink twice.</summary>
    /// <param name="batch">Samples N.</param>
    /// <param name="inputs">Numbers of a sample, I.</param>
    /// <param name="outputs">Numbers of a result, O.</param>
    public DenseBackward(int batch, int inputs, int outputs)
    {
        _blocks = DenseBlocks.Of(batch, inputs, outputs);
        _signals = new(batch, outputs);
    }

    /// <summary>Computes the gradients asked for.</summary>
    /// <param name="scheduler">Who works.</param>
    /// <param name="x">[N, I].</param>
    /// <param name="weights">[O, I].</param>
    /// <param name="dy">[N, O].</param>
    /// <param name="dx">[N, I], or empty if nobody asks.</param>
    /// <param name="sink">Where ∂/∂weights goes, or null. A step of the weights themselves is taken after dx has read them.</param>
    /// <exception cref="ArgumentException">A span or the sink has another length.</exception>
    public void Run(Scheduler scheduler, ReadOnlySpan<float> x, ReadOnlySpan<float> weights, ReadOnlySpan<float> dy, Span<float> dx, GradientSink? sink)
    {
        (int batch, int inputs, int outputs) = (_blocks.Batch, _blocks.Inputs, _blocks.Outputs);
        Require.Length(x.Length, batch * inputs, nameof(x));
        Require.Length(weights.Length, outputs * inputs, nameof(weights));
        Require.Length(dy.Length, batch * outputs, nameof(dy));
        if (!dx.IsEmpty) Require.Length(dx.Length, batch * inputs, nameof(dx));
        if (sink is not null) Require.Length(sink.Length, outputs * inputs, nameof(sink));
        _signals.Pack(scheduler, dy, ofOutputs: sink is not null);
        fixed (float* px = x, w = weights, samples = _signals.OfSamples, signals = _signals.OfOutputs, pdx = dx)
            scheduler.Run(new DenseBackwardKernel(_blocks, px, w, samples, signals, pdx, sink), _blocks.Items);
    }
}
