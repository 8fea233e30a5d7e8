namespace ConvLens.Compute.Elementwise.Functions;

/// <summary>|x|.</summary>
internal readonly struct AbsoluteValue : IFunction
{
    TLanes IFunction.Value<TLanes>(TLanes x) => TLanes.Max(x, TLanes.Broadcast(0) - x);

    TLanes IFunction.Gradient<TLanes>(TLanes x, TLanes dy)
    {
        TLanes zero = TLanes.Broadcast(0);
        return TLanes.IfLess(x, zero, zero - dy, TLanes.IfLess(zero, x, dy, zero));
    }
}
