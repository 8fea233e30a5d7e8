using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Elementwise;

/// <summary>The driver of every elementwise kernel: length checks, items, tails. Output may be an input; partial overlap is not allowed.</summary>
internal static unsafe class Map
{
    private const int ItemLength = 1 << 14;

    /// <summary>y[i] = f(x[i]).</summary>
    public static void Unary<TOperator>(Scheduler scheduler, TOperator f, ReadOnlySpan<float> x, Span<float> y)
        where TOperator : struct, IUnaryOperator
    {
        Require.Length(x.Length, y.Length, nameof(x));
        fixed (float* px = x, py = y) scheduler.Run(new UnaryKernel<TOperator>(f, px, py, y.Length), Items(y.Length));
    }

    /// <summary>z[i] = f(x[i], y[i]).</summary>
    public static void Binary<TOperator>(Scheduler scheduler, TOperator f, ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> z)
        where TOperator : struct, IBinaryOperator
    {
        Require.Length(x.Length, z.Length, nameof(x));
        Require.Length(y.Length, z.Length, nameof(y));
        fixed (float* px = x, py = y, pz = z) scheduler.Run(new BinaryKernel<TOperator>(f, px, py, pz, z.Length), Items(z.Length));
    }

    private static int Items(int length) => RoundUp.Quotient(length, ItemLength);

    private readonly struct UnaryKernel<TOperator>(TOperator f, float* x, float* y, int length) : IKernel
        where TOperator : struct, IUnaryOperator
    {
        private readonly TOperator _f = f;

        public void Run<TLanes>(int item)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            int i = item * ItemLength, end = Math.Min(i + ItemLength, length);
            for (; i + 16 <= end; i += 16) _f.Invoke(TLanes.Load(x + i)).Store(y + i);
            if (i < end) Tail<TLanes>(x + i, y + i, end - i);
        }

        private void Tail<TLanes>(float* from, float* to, int count)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            float* lanes = stackalloc float[16];
            new ReadOnlySpan<float>(from, count).CopyTo(new(lanes, 16));
            _f.Invoke(TLanes.Load(lanes)).Store(lanes);
            new ReadOnlySpan<float>(lanes, count).CopyTo(new(to, count));
        }
    }

    private readonly struct BinaryKernel<TOperator>(TOperator f, float* x, float* y, float* z, int length) : IKernel
        where TOperator : struct, IBinaryOperator
    {
        private readonly TOperator _f = f;

        public void Run<TLanes>(int item)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            int i = item * ItemLength, end = Math.Min(i + ItemLength, length);
            for (; i + 16 <= end; i += 16) _f.Invoke(TLanes.Load(x + i), TLanes.Load(y + i)).Store(z + i);
            if (i < end) Tail<TLanes>(x + i, y + i, z + i, end - i);
        }

        private void Tail<TLanes>(float* left, float* right, float* to, int count)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            float* lanes = stackalloc float[32];
            new ReadOnlySpan<float>(left, count).CopyTo(new(lanes, 16));
            new ReadOnlySpan<float>(right, count).CopyTo(new(lanes + 16, 16));
            _f.Invoke(TLanes.Load(lanes), TLanes.Load(lanes + 16)).Store(lanes);
            new ReadOnlySpan<float>(lanes, count).CopyTo(new(to, count));
        }
    }
}
