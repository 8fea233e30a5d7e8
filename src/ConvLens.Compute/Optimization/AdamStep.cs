using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Optimization;

/// <summary>One step of Adam [kingma2015] in a single pass over the parameters.</summary>
/// <remarks><code>
/// m = β₁·m + (1 − β₁)·g        v = β₂·v + (1 − β₂)·g²
/// p −= η / (1 − β₁ᵗ) · m / (√(v / (1 − β₂ᵗ)) + ε)
/// </code></remarks>
/// <param name="LearningRate">η.</param>
/// <param name="Beta1">β₁.</param>
/// <param name="Beta2">β₂.</param>
/// <param name="Epsilon">ε.</param>
/// <param name="Correction1">1 − β₁ᵗ.</param>
/// <param name="Correction2">1 − β₂ᵗ.</param>
public readonly unsafe record struct AdamStep(float LearningRate, float Beta1, float Beta2, float Epsilon, float Correction1, float Correction2)
{
    private const int ItemLength = 1 << 14;

    /// <summary>Updates both moments and the parameters in place.</summary>
    public void Run(Scheduler scheduler, ReadOnlySpan<float> gradient, Span<float> mean, Span<float> square, Span<float> parameters)
    {
        Require.Length(gradient.Length, parameters.Length, nameof(gradient));
        Require.Length(mean.Length, parameters.Length, nameof(mean));
        Require.Length(square.Length, parameters.Length, nameof(square));
        fixed (float* g = gradient, m = mean, v = square, p = parameters)
            scheduler.Run(new Kernel(this, g, m, v, p, parameters.Length), (parameters.Length + ItemLength - 1) / ItemLength);
    }

    private readonly struct Kernel(AdamStep step, float* g, float* m, float* v, float* p, int length) : IKernel
    {
        public void Run<TLanes>(int item)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            int i = item * ItemLength, end = Math.Min(i + ItemLength, length);
            for (; i + 16 <= end; i += 16) Update<TLanes>(g + i, m + i, v + i, p + i);
            if (i == end) return;
            int count = end - i;
            float* lanes = stackalloc float[64];
            for (int j = 0; j < count; j++) (lanes[j], lanes[16 + j], lanes[32 + j], lanes[48 + j]) = (g[i + j], m[i + j], v[i + j], p[i + j]);
            Update<TLanes>(lanes, lanes + 16, lanes + 32, lanes + 48);
            for (int j = 0; j < count; j++) (m[i + j], v[i + j], p[i + j]) = (lanes[16 + j], lanes[32 + j], lanes[48 + j]);
        }

        private void Update<TLanes>(float* gradient, float* mean, float* square, float* parameter)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            TLanes slope = TLanes.Load(gradient);
            TLanes first = TLanes.FusedMultiplyAdd(TLanes.Broadcast(step.Beta1), TLanes.Load(mean), TLanes.Broadcast(1 - step.Beta1) * slope);
            TLanes second = TLanes.FusedMultiplyAdd(TLanes.Broadcast(step.Beta2), TLanes.Load(square), TLanes.Broadcast(1 - step.Beta2) * slope * slope);
            TLanes scale = TLanes.Sqrt(second / TLanes.Broadcast(step.Correction2)) + TLanes.Broadcast(step.Epsilon);
            TLanes rate = TLanes.Broadcast(-step.LearningRate / step.Correction1);
            TLanes.FusedMultiplyAdd(rate, first / scale, TLanes.Load(parameter)).Store(parameter);
            first.Store(mean);
            second.Store(square);
        }
    }
}
