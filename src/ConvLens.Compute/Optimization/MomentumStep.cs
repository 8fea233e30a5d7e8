using ConvLens.Compute.Elementwise;
using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Optimization;

/// <summary>One step of gradient descent with momentum: <c>v = μ·v + g</c>, <c>p −= η·v</c>.</summary>
public static class MomentumStep
{
    /// <summary>Updates velocity and parameters in place.</summary>
    public static void Run(Scheduler scheduler, float learningRate, float momentum, ReadOnlySpan<float> gradient, Span<float> velocity, Span<float> parameters)
    {
        Map.Binary(scheduler, new Velocity(momentum), velocity, gradient, velocity);
        Arithmetic.AddScaled(scheduler, -learningRate, velocity, parameters);
    }

    private readonly struct Velocity(float momentum) : IBinaryOperator
    {
        public TLanes Invoke<TLanes>(TLanes x, TLanes y)
            where TLanes : unmanaged, ILanes<TLanes> => TLanes.FusedMultiplyAdd(TLanes.Broadcast(momentum), x, y);
    }
}
