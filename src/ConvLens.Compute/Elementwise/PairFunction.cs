using System.Buffers;
using ConvLens.Compute.Elementwise.Pairs;
using ConvLens.Compute.Reductions;
using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Tensors;

namespace ConvLens.Compute.Elementwise;

/// <summary>A function of two numbers, mapped over two tensors that broadcast, and its gradients.</summary>
/// <remarks>Fibers say how each operand spreads over the result (<see cref="Fibers.OfBroadcast"/>); gradients are summed along them.</remarks>
public abstract class PairFunction
{
    private PairFunction()
    {
    }

    /// <summary>x + y.</summary>
    public static PairFunction Sum { get; } = new Of<Sum>(default);

    /// <summary>x − y.</summary>
    public static PairFunction Difference { get; } = new Of<Difference>(default);

    /// <summary>x · y.</summary>
    public static PairFunction Product { get; } = new Of<Product>(default);

    /// <summary>x / y.</summary>
    public static PairFunction Quotient { get; } = new Of<Quotient>(default);

    /// <summary>xʸ by the platform's function in double precision, rounded. The slope along y is 0 where x is 0.</summary>
    public static PairFunction Power { get; } = new Of<Power>(default);

    /// <summary>max(x, y); of equal ones each takes half the gradient.</summary>
    public static PairFunction Larger { get; } = new Of<Larger>(default);

    /// <summary>min(x, y); of equal ones each takes half the gradient.</summary>
    public static PairFunction Smaller { get; } = new Of<Smaller>(default);

    /// <summary>1 where x = y, else 0; slope 0.</summary>
    public static PairFunction Equal { get; } = new Of<Equal>(default);

    /// <summary>1 where x &gt; y, else 0; slope 0.</summary>
    public static PairFunction Greater { get; } = new Of<Greater>(default);

    /// <summary>1 where x &lt; y, else 0; slope 0.</summary>
    public static PairFunction Less { get; } = new Of<Less>(default);

    /// <summary>x &lt; 0 ? y · x : x.</summary>
    public static PairFunction Leak { get; } = new Of<Leak>(default);

    /// <summary><c>z = f(x, y)</c>; z may be x or y where that has z's shape.</summary>
    public abstract void Forward(Scheduler scheduler, Fibers left, ReadOnlySpan<float> x, Fibers right, ReadOnlySpan<float> y, Span<float> z);

    /// <summary><c>dx = Σ dz · ∂f/∂x</c> along the fibers of x.</summary>
    public abstract void LeftGradient(Scheduler scheduler, Fibers left, ReadOnlySpan<float> x, Fibers right, ReadOnlySpan<float> y, ReadOnlySpan<float> dz, Span<float> dx);

    /// <summary><c>dy = Σ dz · ∂f/∂y</c> along the fibers of y.</summary>
    public abstract void RightGradient(Scheduler scheduler, Fibers left, ReadOnlySpan<float> x, Fibers right, ReadOnlySpan<float> y, ReadOnlySpan<float> dz, Span<float> dy);

    private sealed class Of<TFunction>(TFunction f) : PairFunction
        where TFunction : struct, IPairFunction
    {
        public override void Forward(Scheduler scheduler, Fibers left, ReadOnlySpan<float> x, Fibers right, ReadOnlySpan<float> y, Span<float> z) =>
            BroadcastMap.Binary(scheduler, new Value(f), left.Spread, x, right.Spread, y, z);

        public override void LeftGradient(Scheduler scheduler, Fibers left, ReadOnlySpan<float> x, Fibers right, ReadOnlySpan<float> y, ReadOnlySpan<float> dz, Span<float> dx) =>
            Gradient(scheduler, new LeftSlope(f), left, x, right, y, dz, left, dx);

        public override void RightGradient(Scheduler scheduler, Fibers left, ReadOnlySpan<float> x, Fibers right, ReadOnlySpan<float> y, ReadOnlySpan<float> dz, Span<float> dy) =>
            Gradient(scheduler, new RightSlope(f), left, x, right, y, dz, right, dy);

        private static void Gradient<TSlope>(
            Scheduler scheduler, TSlope slope, Fibers left, ReadOnlySpan<float> x, Fibers right, ReadOnlySpan<float> y, ReadOnlySpan<float> dz, Fibers target, Span<float> result)
            where TSlope : struct, ITernaryOperator
        {
            if (target.AreSingle)
            {
                BroadcastMap.Ternary(scheduler, slope, left.Spread, x, right.Spread, y, Walk.Plain(dz.Length), dz, result);
                return;
            }

            float[] rented = ArrayPool<float>.Shared.Rent(dz.Length);
            Span<float> all = rented.AsSpan(0, dz.Length);
            BroadcastMap.Ternary(scheduler, slope, left.Spread, x, right.Spread, y, Walk.Plain(dz.Length), dz, all);
            Reduce.Sum(scheduler, target, all, result);
            ArrayPool<float>.Shared.Return(rented);
        }

        private readonly struct Value(TFunction f) : IBinaryOperator
        {
            private readonly TFunction _f = f;

            TLanes IBinaryOperator.Invoke<TLanes>(TLanes x, TLanes y) => _f.Value(x, y);
        }

        private readonly struct LeftSlope(TFunction f) : ITernaryOperator
        {
            private readonly TFunction _f = f;

            TLanes ITernaryOperator.Invoke<TLanes>(TLanes x, TLanes y, TLanes z) => _f.Left(x, y, z);
        }

        private readonly struct RightSlope(TFunction f) : ITernaryOperator
        {
            private readonly TFunction _f = f;

            TLanes ITernaryOperator.Invoke<TLanes>(TLanes x, TLanes y, TLanes z) => _f.Right(x, y, z);
        }
    }
}
