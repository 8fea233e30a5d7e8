using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Pooling;

/// <summary>y[n, c] = Σ x[n, pixel, c] / pixels: the mean of each map. Threads take ranges of channels.</summary>
/// <remarks>Pixels are cut into chunks of 512 whose partial sums are added in order, so that large maps lose no accuracy.</remarks>
public static unsafe class GlobalAveragePool
{
    /// <summary>Fewer channels than these leave lanes empty.</summary>
    public const int FewestChannels = 16;

    private const int ChunkPixels = 512, Range = 64;

    /// <summary>Computes the means.</summary>
    /// <param name="scheduler">Who works.</param>
    /// <param name="pixels">Pixels of a map.</param>
    /// <param name="channels">Maps of a sample, at least 16.</param>
    /// <param name="x">[N, pixels, channels].</param>
    /// <param name="y">[N, channels].</param>
    /// <exception cref="ArgumentException">There are too few channels, or a span has the wrong length.</exception>
    public static void Run(Scheduler scheduler, int pixels, int channels, ReadOnlySpan<float> x, Span<float> y)
    {
        if (channels < FewestChannels) throw new ArgumentException($"found {channels} channels, expected at least {FewestChannels}", nameof(channels));
        int samples = y.Length / channels, ranges = RoundUp.Quotient(channels, Range);
        Require.Length(y.Length, samples * channels, nameof(y));
        Require.Length(x.Length, y.Length * pixels, nameof(x));
        fixed (float* from = x, to = y) scheduler.Run(new Kernel(from, to, pixels, channels, ranges), samples * ranges);
    }

    private readonly struct Kernel(float* x, float* y, int pixels, int channels, int ranges) : IKernel
    {
        public void Run<TLanes>(int item)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            (int n, int range) = int.DivRem(item, ranges);
            int end = Math.Min((range + 1) * Range, channels);
            float* edge = stackalloc float[16];
            for (int next = range * Range; next < end; next += 16)
            {
                // The last sixteen may overlap those before, which are computed again but not written.
                int c = Math.Min(next, channels - 16);
                TLanes mean = Sum<TLanes>(x + ((nint)n * pixels * channels) + c) / TLanes.Broadcast(pixels);
                float* to = y + ((nint)n * channels) + c;
                if (c == next) mean.Store(to);
                else
                {
                    mean.Store(edge);
                    for (int lane = next - c; lane < 16; lane++) to[lane] = edge[lane];
                }
            }
        }

        private TLanes Sum<TLanes>(float* from)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            TLanes sum = TLanes.Broadcast(0);
            for (int left = pixels; left > 0; left -= ChunkPixels)
            {
                TLanes part = TLanes.Broadcast(0);
                for (int i = Math.Min(left, ChunkPixels); i > 0; i--, from += channels) part += TLanes.Load(from);
                sum += part;
            }

            return sum;
        }
    }
}
