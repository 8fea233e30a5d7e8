namespace ConvLens.Compute.Elementwise.Functions;

/// <summary>x · σ(alpha · x).</summary>
internal readonly struct Swish(float alpha) : IFunction
{
    TLanes IFunction.Value<TLanes>(TLanes x) => x * Sigmoid.Of(TLanes.Broadcast(alpha) * x);

    TLanes IFunction.Gradient<TLanes>(TLanes x, TLanes dy)
    {
        TLanes scaled = TLanes.Broadcast(alpha) * x, gate = Sigmoid.Of(scaled), slope = TLanes.FusedMultiplyAdd(TLanes.Broadcast(0) - gate, gate, gate);
        return dy * TLanes.FusedMultiplyAdd(scaled, slope, gate);
    }
}
