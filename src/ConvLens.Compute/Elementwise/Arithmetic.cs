using ConvLens.Compute.Reductions;
using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Simd;
using ConvLens.Compute.Tensors;

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

    /// <summary><c>y = x · a + b</c> with one rounding; a and b spread over x along their fibers. y may be x.</summary>
    public static void MultiplyAdd(Scheduler scheduler, ReadOnlySpan<float> x, Fibers ofA, ReadOnlySpan<float> a, Fibers ofB, ReadOnlySpan<float> b, Span<float> y) =>
        BroadcastMap.Ternary(scheduler, default(FusedProductSum), Walk.Plain(x.Length), x, ofA.Spread, a, ofB.Spread, b, y);

    /// <summary><c>y[i] = x[j]</c>, the number of the fiber that i lies in.</summary>
    public static void Spread(Scheduler scheduler, Fibers fibers, ReadOnlySpan<float> x, Span<float> y) => BroadcastMap.Copy(scheduler, fibers.Spread, x, y);

    private readonly struct FusedProductSum : ITernaryOperator
    {
        TLanes ITernaryOperator.Invoke<TLanes>(TLanes x, TLanes y, TLanes z) => TLanes.FusedMultiplyAdd(x, y, z);
    }

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
}
