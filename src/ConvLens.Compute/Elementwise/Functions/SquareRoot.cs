namespace ConvLens.Compute.Elementwise.Functions;

/// <summary>√x.</summary>
internal readonly struct SquareRoot : IFunction
{
    TLanes IFunction.Value<TLanes>(TLanes x) => TLanes.Sqrt(x);

    TLanes IFunction.Gradient<TLanes>(TLanes x, TLanes dy) => TLanes.Broadcast(0.5f) * dy / TLanes.Sqrt(x);
}
