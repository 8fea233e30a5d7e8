namespace ConvLens.Compute.Elementwise.Functions;

/// <summary>The next integer below.</summary>
internal readonly struct Floor : IFunction
{
    TLanes IFunction.Value<TLanes>(TLanes x) => TLanes.Floor(x);

    TLanes IFunction.Gradient<TLanes>(TLanes x, TLanes dy) => TLanes.Broadcast(0);
}
