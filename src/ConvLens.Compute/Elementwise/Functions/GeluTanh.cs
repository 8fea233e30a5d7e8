using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Elementwise.Functions;

/// <summary>x / 2 · (1 + tanh(√(2/π) · (x + 0.044715 · x³))) [hendrycks2016].</summary>
internal readonly struct GeluTanh : IFunction
{
    private const float Root = 0.797884561f, Cubic = 0.044715f;

    TLanes IFunction.Value<TLanes>(TLanes x) => TLanes.Broadcast(0.5f) * x * (TLanes.Broadcast(1) + Bend(x));

    TLanes IFunction.Gradient<TLanes>(TLanes x, TLanes dy)
    {
        TLanes one = TLanes.Broadcast(1), half = TLanes.Broadcast(0.5f), bend = Bend(x);
        TLanes inner = TLanes.Broadcast(Root) * TLanes.FusedMultiplyAdd(TLanes.Broadcast(3 * Cubic) * x, x, one);
        TLanes slope = TLanes.FusedMultiplyAdd(TLanes.Broadcast(0) - bend, bend, one);
        return dy * half * TLanes.FusedMultiplyAdd(x * slope, inner, one + bend);
    }

    private static TLanes Bend<TLanes>(TLanes x)
        where TLanes : unmanaged, ILanes<TLanes> =>
        Tanh.Of(TLanes.Broadcast(Root) * x * TLanes.FusedMultiplyAdd(TLanes.Broadcast(Cubic) * x, x, TLanes.Broadcast(1)));
}
