namespace ConvLens.Compute.Elementwise.Functions;

/// <summary>x · max(0, min(1, x / 6 + ½)) [howard2019].</summary>
internal readonly struct HardSwish : IFunction
{
    TLanes IFunction.Value<TLanes>(TLanes x)
    {
        TLanes line = TLanes.FusedMultiplyAdd(x, TLanes.Broadcast(1f / 6), TLanes.Broadcast(0.5f));
        return x * TLanes.Max(TLanes.Broadcast(0), TLanes.Min(TLanes.Broadcast(1), line));
    }

    TLanes IFunction.Gradient<TLanes>(TLanes x, TLanes dy)
    {
        TLanes slope = TLanes.FusedMultiplyAdd(x, TLanes.Broadcast(1f / 3), TLanes.Broadcast(0.5f));
        return TLanes.IfLess(x, TLanes.Broadcast(-3), TLanes.Broadcast(0), TLanes.IfLess(TLanes.Broadcast(3), x, dy, dy * slope));
    }
}
