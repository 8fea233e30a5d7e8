using ConvLens.Compute.Random;
using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Elementwise;

/// <summary>The random factors of inverted dropout: 0 with probability p, else 1 / (1 − p).</summary>
/// <remarks>Word i of the stream decides factor i, so the mask does not depend on threads.</remarks>
public static unsafe class DropoutMask
{
    private const int ItemLength = 1 << 14;

    /// <summary>Fills <paramref name="mask"/> with factors drawn from a seed, a stream and a position in blocks of four words.</summary>
    public static void Draw(Scheduler scheduler, float probability, ulong seed, ulong stream, ulong position, Span<float> mask)
    {
        fixed (float* pointer = mask)
            scheduler.Run(new Kernel(probability, seed, stream, position, pointer, mask.Length), RoundUp.Quotient(mask.Length, ItemLength));
    }

    private readonly struct Kernel(float probability, ulong seed, ulong stream, ulong position, float* mask, int length) : IKernel
    {
        public void Run<TLanes>(int item)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            int start = item * ItemLength, end = Math.Min(start + ItemLength, length);
            uint threshold = (uint)Math.Min(uint.MaxValue, probability * 4294967296.0);
            float kept = 1 / (1 - probability);
            for (int i = start; i < end; i += 4)
            {
                (uint x0, uint x1, uint x2, uint x3) = Philox.Block(position + ((ulong)i / 4), stream, seed);
                mask[i] = x0 < threshold ? 0 : kept;
                if (i + 1 < end) mask[i + 1] = x1 < threshold ? 0 : kept;
                if (i + 2 < end) mask[i + 2] = x2 < threshold ? 0 : kept;
                if (i + 3 < end) mask[i + 3] = x3 < threshold ? 0 : kept;
            }
        }
    }
}
