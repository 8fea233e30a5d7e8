using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Layout;

/// <summary>y[o, t, i] = Σ_s w[t, s] · x[o, s, i]: one axis of a tensor is weighed anew, as when a picture's rows are resized.</summary>
public static unsafe class AxisProduct
{
    private const int ItemLength = 1 << 13;

    /// <summary>Applies the weights.</summary>
    /// <param name="scheduler">Who works.</param>
    /// <param name="weights">The weights of every target position.</param>
    /// <param name="inner">Numbers from one position of the axis to the next.</param>
    /// <param name="x">[outer, source extent, inner].</param>
    /// <param name="y">[outer, target extent, inner].</param>
    /// <param name="empty">The value of a target position without weights. Default 0.</param>
    /// <exception cref="ArgumentException">A span has the wrong length.</exception>
    public static void Run(Scheduler scheduler, AxisWeights weights, int inner, ReadOnlySpan<float> x, Span<float> y, float empty = 0)
    {
        int outer = y.Length / (weights.TargetExtent * inner);
        Require.Length(y.Length, outer * weights.TargetExtent * inner, nameof(y));
        Require.Length(x.Length, outer * weights.SourceExtent * inner, nameof(x));
        long rows = (long)outer * weights.TargetExtent;
        int rowsPerItem = (int)Math.Clamp(ItemLength / inner, 1, rows);
        fixed (float* px = x, py = y)
            scheduler.Run(new Kernel(weights, inner, px, py, empty, rowsPerItem, rows), (int)RoundUp.Quotient(rows, rowsPerItem));
    }

    private readonly struct Kernel(AxisWeights weights, int inner, float* x, float* y, float empty, int rowsPerItem, long rows) : IKernel
    {
        public void Run<TLanes>(int item)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            long first = (long)item * rowsPerItem, end = Math.Min(first + rowsPerItem, rows);
            fixed (int* starts = weights.Starts, positions = weights.Positions)
            fixed (float* w = weights.Weights)
            {
                long outer = Math.DivRem(first, weights.TargetExtent, out long target), pitch = (long)weights.SourceExtent * inner;
                float* from = x + (outer * pitch), to = y + (first * inner);
                int extent = weights.TargetExtent;
                for (long row = first; row < end; row++, to += inner, target++)
                {
                    if (target == extent)
                    {
                        target = 0;
                        from += pitch;
                    }

                    int start = starts[target], count = starts[target + 1] - start;
                    if (count == 0) new Span<float>(to, inner).Fill(empty);
                    else Row<TLanes>(positions + start, w + start, count, from, to);
                }
            }
        }

        private void Row<TLanes>(int* positions, float* w, int count, float* from, float* to)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            int i = 0;
            for (; i + 16 <= inner; i += 16)
            {
                TLanes sum = TLanes.Broadcast(0);
                for (int k = 0; k < count; k++) sum = TLanes.FusedMultiplyAdd(TLanes.Broadcast(w[k]), TLanes.Load(from + ((long)positions[k] * inner) + i), sum);
                sum.Store(to + i);
            }

            for (; i < inner; i++)
            {
                float sum = 0;
                for (int k = 0; k < count; k++) sum = MathF.FusedMultiplyAdd(w[k], from[((long)positions[k] * inner) + i], sum);
                to[i] = sum;
            }
        }
    }
}
