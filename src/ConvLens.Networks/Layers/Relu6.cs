using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using ConvLens.Compute.Scheduling;

namespace ConvLens.Networks.Layers;

/// <summary><c>y = min(max(x, 0), 6)</c> [sandler2018], in [0, 6]. NaN stays NaN.</summary>
/// <remarks>Gradient 1 strictly inside (0, 6), else 0, as in PyTorch. Not a <see cref="Rectifier"/>: what the deconvnet would do above 6 is nowhere defined.</remarks>
public sealed record Relu6 : Activation
{
    private const float Ceiling = 6;

    /// <inheritdoc/>
    public override string Kind => "relu6";

    // Clipping rounds nothing, so the register's width cannot show in the bits.
    internal override void Forward(Scheduler scheduler, ReadOnlySpan<float> x, Span<float> y)
    {
        ReadOnlySpan<Vector512<float>> from = MemoryMarshal.Cast<float, Vector512<float>>(x);
        Span<Vector512<float>> to = MemoryMarshal.Cast<float, Vector512<float>>(y);
        Vector512<float> zero = Vector512<float>.Zero, ceiling = Vector512.Create(Ceiling);
        for (int i = 0; i < from.Length; i++) to[i] = Vector512.Min(Vector512.Max(from[i], zero), ceiling);
        for (int i = from.Length * Vector512<float>.Count; i < x.Length; i++) y[i] = MathF.Min(MathF.Max(x[i], 0), Ceiling);
    }

    internal override void Gradient(Scheduler scheduler, ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dx)
    {
        for (int i = 0; i < x.Length; i++) dx[i] = x[i] is > 0 and < Ceiling ? dy[i] : 0;
    }
}
