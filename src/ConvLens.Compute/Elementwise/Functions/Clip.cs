namespace ConvLens.Compute.Elementwise.Functions;

/// <summary>min(max(x, least), most).</summary>
internal readonly struct Clip(float least, float most) : IFunction
{
    TLanes IFunction.Value<TLanes>(TLanes x) => TLanes.Min(TLanes.Max(x, TLanes.Broadcast(least)), TLanes.Broadcast(most));

    TLanes IFunction.Gradient<TLanes>(TLanes x, TLanes dy)
    {
        TLanes zero = TLanes.Broadcast(0);
        return TLanes.IfLess(x, TLanes.Broadcast(least), zero, TLanes.IfLess(TLanes.Broadcast(most), x, zero, dy));
    }
}
