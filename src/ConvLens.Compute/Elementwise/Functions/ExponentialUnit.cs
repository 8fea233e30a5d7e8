namespace ConvLens.Compute.Elementwise.Functions;

/// <summary>scale · (x &lt; 0 ? alpha · (e^(x / width) − 1) : x).</summary>
internal readonly struct ExponentialUnit(float scale, float alpha, float width) : IFunction
{
    TLanes IFunction.Value<TLanes>(TLanes x)
    {
        TLanes below = TLanes.Broadcast(alpha) * Exponential.ExpMinusOne(x / TLanes.Broadcast(width));
        return TLanes.Broadcast(scale) * TLanes.IfLess(x, TLanes.Broadcast(0), below, x);
    }

    TLanes IFunction.Gradient<TLanes>(TLanes x, TLanes dy)
    {
        TLanes below = TLanes.Broadcast(alpha / width) * Exponential.Exp(x / TLanes.Broadcast(width));
        return TLanes.Broadcast(scale) * TLanes.IfLess(TLanes.Broadcast(0), x, dy, dy * below);
    }
}
