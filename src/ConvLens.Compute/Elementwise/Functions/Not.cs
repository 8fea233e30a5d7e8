namespace ConvLens.Compute.Elementwise.Functions;

/// <summary>1 where x is 0, else 0.</summary>
internal readonly struct Not : IFunction
{
    TLanes IFunction.Value<TLanes>(TLanes x) => TLanes.IfEqual(x, TLanes.Broadcast(0), TLanes.Broadcast(1), TLanes.Broadcast(0));

    TLanes IFunction.Gradient<TLanes>(TLanes x, TLanes dy) => TLanes.Broadcast(0);
}
