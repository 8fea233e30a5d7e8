using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Simd;
using ConvLens.Compute.Tensors;

namespace ConvLens.Compute.Elementwise;

/// <summary>The driver of elementwise kernels whose operands repeat: each operand comes with the walk that reads it once for every number of the result.</summary>
/// <remarks>Operands that lie as the result does are read in place, others are gathered 512 numbers at a time. The result may be an operand of the former sort.</remarks>
internal static unsafe class BroadcastMap
{
    private const int ItemLength = 1 << 14, Piece = 512;

    /// <summary>r = f(x, y).</summary>
    public static void Binary<TOperator>(Scheduler scheduler, TOperator f, Walk walkX, ReadOnlySpan<float> x, Walk walkY, ReadOnlySpan<float> y, Span<float> r)
        where TOperator : struct, IBinaryOperator
    {
        if (walkX.IsIdentity && walkY.IsIdentity && x.Length == r.Length && y.Length == r.Length) Map.Binary(scheduler, f, x, y, r);
        else Ternary(scheduler, new OfTwo<TOperator>(f), walkX, x, walkY, y, null, default, r);
    }

    /// <summary>r = f(x, y, z); without a third walk, z is nothing in particular.</summary>
    public static void Ternary<TOperator>(
        Scheduler scheduler, TOperator f, Walk walkX, ReadOnlySpan<float> x, Walk walkY, ReadOnlySpan<float> y, Walk? walkZ, ReadOnlySpan<float> z, Span<float> r)
        where TOperator : struct, ITernaryOperator
    {
        RequireReach(walkX, x.Length, r.Length);
        RequireReach(walkY, y.Length, r.Length);
        if (walkZ is not null) RequireReach(walkZ, z.Length, r.Length);
        fixed (float* px = x, py = y, pz = z, pr = r)
            scheduler.Run(new Kernel<TOperator>(f, new(walkX, px), new(walkY, py), new(walkZ, pz), pr, r.Length), RoundUp.Quotient(r.Length, ItemLength));
    }

    /// <summary>r = x.</summary>
    public static void Copy(Scheduler scheduler, Walk walk, ReadOnlySpan<float> x, Span<float> r)
    {
        RequireReach(walk, x.Length, r.Length);
        fixed (float* px = x, pr = r) scheduler.Run(new CopyKernel(walk, px, pr, r.Length), RoundUp.Quotient(r.Length, ItemLength));
    }

    // Walks go forward only: the last number of one lies where all its loops end.
    private static void RequireReach(Walk walk, int found, int length)
    {
        long steps = 1, reach = 1;
        foreach ((int extent, int stride) in walk.Loops) (steps, reach) = (steps * extent, reach + ((extent - 1L) * stride));
        Require.Length((int)Math.Min(steps, int.MaxValue), length, nameof(walk));
        Require.Length(found, (int)Math.Min(reach, int.MaxValue), nameof(walk));
    }

    private readonly struct Operand(Walk? walk, float* from)
    {
        public float* At(int start, int count, float* buffer)
        {
            if (walk is null) return buffer;
            if (walk.IsIdentity && count % 16 == 0) return from + start;
            walk.Read(from, start, count, buffer);
            return buffer;
        }
    }

    private readonly struct Kernel<TOperator>(TOperator f, Operand x, Operand y, Operand z, float* r, int length) : IKernel
        where TOperator : struct, ITernaryOperator
    {
        private readonly TOperator _f = f;

        public void Run<TLanes>(int item)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            float* buffers = stackalloc float[4 * Piece];
            int end = Math.Min((item + 1) * ItemLength, length);
            for (int start = item * ItemLength; start < end; start += Piece)
            {
                int count = Math.Min(Piece, end - start);
                float* px = x.At(start, count, buffers), py = y.At(start, count, buffers + Piece), pz = z.At(start, count, buffers + (2 * Piece));
                float* to = count % 16 == 0 ? r + start : buffers + (3 * Piece);
                for (int i = 0; i < count; i += 16) _f.Invoke(TLanes.Load(px + i), TLanes.Load(py + i), TLanes.Load(pz + i)).Store(to + i);
                if (to != r + start) new ReadOnlySpan<float>(to, count).CopyTo(new(r + start, count));
            }
        }
    }

    private readonly struct CopyKernel(Walk walk, float* x, float* r, int length) : IKernel
    {
        public void Run<TLanes>(int item)
            where TLanes : unmanaged, ILanes<TLanes> =>
            walk.Read(x, (long)item * ItemLength, Math.Min(ItemLength, length - (item * ItemLength)), r + (item * ItemLength));
    }

    private readonly struct OfTwo<TOperator>(TOperator f) : ITernaryOperator
        where TOperator : struct, IBinaryOperator
    {
        private readonly TOperator _f = f;

        TLanes ITernaryOperator.Invoke<TLanes>(TLanes x, TLanes y, TLanes z) => _f.Invoke(x, y);
    }
}
