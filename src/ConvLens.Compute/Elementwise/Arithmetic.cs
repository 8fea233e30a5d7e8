using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Elementwise;

/// <summary>Sums and multiples of whole spans.</summary>
public static class Arithmetic
{
    /// <summary><c>z = x + y</c>.</summary>
    public static void Add(Scheduler scheduler, ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> z) =>
        Map.Binary(scheduler, default(Sum), x, y, z);

    /// <summary><c>z = x · y</c>.</summary>
    public static void Multiply(Scheduler scheduler, ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> z) =>
        Map.Binary(scheduler, default(Product), x, y, z);

    /// <summary><c>y += a · x</c>.</summary>
    public static void AddScaled(Scheduler scheduler, float a, ReadOnlySpan<float> x, Span<float> y) =>
        Map.Binary(scheduler, new ScaledSum(a), x, y, y);

    /// <summary><c>y += a · (x − y)</c>: a running mean takes in a new value.</summary>
    public static void Blend(Scheduler scheduler, float a, ReadOnlySpan<float> x, Span<float> y) =>
        Map.Binary(scheduler, new Blending(a), x, y, y);

    private readonly struct Sum : IBinaryOperator
    {
        public TLanes Invoke<TLanes>(TLanes x, TLanes y)
            where TLanes : unmanaged, ILanes<TLanes> => x + y;
    }

    private readonly struct Product : IBinaryOperator
    {
        public TLanes Invoke<TLanes>(TLanes x, TLanes y)
            where TLanes : unmanaged, ILanes<TLanes> => x * y;
    }

    private readonly struct ScaledSum(float a) : IBinaryOperator
    {
        public TLanes Invoke<TLanes>(TLanes x, TLanes y)
            where TLanes : unmanaged, ILanes<TLanes> => TLanes.FusedMultiplyAdd(TLanes.Broadcast(a), x, y);
    }

    private readonly struct Blending(float a) : IBinaryOperator
    {
        public TLanes Invoke<TLanes>(TLanes x, TLanes y)
            where TLanes : unmanaged, ILanes<TLanes> => TLanes.FusedMultiplyAdd(TLanes.Broadcast(a), x - y, y);
    }
}
