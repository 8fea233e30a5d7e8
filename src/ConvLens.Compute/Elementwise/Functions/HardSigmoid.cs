using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Elementwise.Functions;

/// <summary>max(0, min(1, alpha · x + beta)).</summary>
internal readonly struct HardSigmoid(float alpha, float beta) : IFunction
{
    TLanes IFunction.Value<TLanes>(TLanes x) => TLanes.Max(TLanes.Broadcast(0), TLanes.Min(TLanes.Broadcast(1), Line(x)));

    TLanes IFunction.Gradient<TLanes>(TLanes x, TLanes dy)
    {
        TLanes zero = TLanes.Broadcast(0), line = Line(x);
        return TLanes.IfLess(zero, line, TLanes.IfLess(line, TLanes.Broadcast(1), dy * TLanes.Broadcast(alpha), zero), zero);
    }

    private TLanes Line<TLanes>(TLanes x)
        where TLanes : unmanaged, ILanes<TLanes> => TLanes.FusedMultiplyAdd(x, TLanes.Broadcast(alpha), TLanes.Broadcast(beta));
}
