namespace ConvLens.Compute.Elementwise.Functions;

/// <summary>1 / x.</summary>
internal readonly struct Reciprocal : IFunction
{
    TLanes IFunction.Value<TLanes>(TLanes x) => TLanes.Broadcast(1) / x;

    TLanes IFunction.Gradient<TLanes>(TLanes x, TLanes dy) => TLanes.Broadcast(0) - (dy / (x * x));
}
