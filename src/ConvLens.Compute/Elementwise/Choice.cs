using System.Buffers;
using ConvLens.Compute.Reductions;
using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Tensors;

namespace ConvLens.Compute.Elementwise;

/// <summary><c>z = c ≠ 0 ? x : y</c> over three tensors that broadcast.</summary>
public static class Choice
{
    /// <summary><c>z = c ≠ 0 ? x : y</c>.</summary>
    public static void Forward(Scheduler scheduler, Fibers ofC, ReadOnlySpan<float> c, Fibers ofX, ReadOnlySpan<float> x, Fibers ofY, ReadOnlySpan<float> y, Span<float> z) =>
        BroadcastMap.Ternary(scheduler, default(Choose), ofC.Spread, c, ofX.Spread, x, ofY.Spread, y, z);

    /// <summary>The gradient to x (<paramref name="where"/>) or y: dz where it was chosen, else 0, summed along the fibers of the target.</summary>
    public static void Gradient(Scheduler scheduler, bool where, Fibers ofC, ReadOnlySpan<float> c, ReadOnlySpan<float> dz, Fibers target, Span<float> result)
    {
        Walk plain = Walk.Plain(dz.Length), none = new([(dz.Length, 0)]);
        float[] rented = ArrayPool<float>.Shared.Rent(dz.Length);
        Span<float> all = target.AreSingle ? result : rented.AsSpan(0, dz.Length);
        if (where) BroadcastMap.Ternary(scheduler, default(Choose), ofC.Spread, c, plain, dz, none, [0], all);
        else BroadcastMap.Ternary(scheduler, default(Choose), ofC.Spread, c, none, [0], plain, dz, all);
        if (!target.AreSingle) Reduce.Sum(scheduler, target, all, result);
        ArrayPool<float>.Shared.Return(rented);
    }

    private readonly struct Choose : ITernaryOperator
    {
        TLanes ITernaryOperator.Invoke<TLanes>(TLanes x, TLanes y, TLanes z) => TLanes.IfEqual(x, TLanes.Broadcast(0), z, y);
    }
}
