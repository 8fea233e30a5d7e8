using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Elementwise.Functions;

/// <summary>x / (1 + |x|).</summary>
internal readonly struct Softsign : IFunction
{
    TLanes IFunction.Value<TLanes>(TLanes x) => x / Denominator(x);

    TLanes IFunction.Gradient<TLanes>(TLanes x, TLanes dy)
    {
        TLanes denominator = Denominator(x);
        return dy / (denominator * denominator);
    }

    private static TLanes Denominator<TLanes>(TLanes x)
        where TLanes : unmanaged, ILanes<TLanes> => TLanes.Broadcast(1) + TLanes.Max(x, TLanes.Broadcast(0) - x);
}
