using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Elementwise.Functions;

/// <summary>x · Φ(x), Φ the normal distribution [hendrycks2016].</summary>
internal readonly struct Gelu : IFunction
{
    TLanes IFunction.Value<TLanes>(TLanes x) => x * Distribution(x);

    TLanes IFunction.Gradient<TLanes>(TLanes x, TLanes dy)
    {
        TLanes density = TLanes.Broadcast(0.398942280f) * Exponential.Exp(TLanes.Broadcast(-0.5f) * x * x);
        return dy * TLanes.FusedMultiplyAdd(x, density, Distribution(x));
    }

    private static TLanes Distribution<TLanes>(TLanes x)
        where TLanes : unmanaged, ILanes<TLanes> =>
        TLanes.FusedMultiplyAdd(TLanes.Broadcast(0.5f), ErrorFunction.Erf(x * TLanes.Broadcast(0.707106781f)), TLanes.Broadcast(0.5f));
}
