namespace ConvLens.Compute.Elementwise.Functions;

/// <summary>x where x &gt; threshold, else 0.</summary>
internal readonly struct ThresholdedRelu(float threshold) : IFunction
{
    TLanes IFunction.Value<TLanes>(TLanes x)
    {
        TLanes limit = TLanes.Broadcast(threshold);
        // What is not above is 0, unless it is NaN.
        return TLanes.IfLess(limit, x, x, TLanes.IfEqual(x, x, TLanes.Broadcast(0), x));
    }

    TLanes IFunction.Gradient<TLanes>(TLanes x, TLanes dy) => TLanes.IfLess(TLanes.Broadcast(threshold), x, dy, TLanes.Broadcast(0));
}
