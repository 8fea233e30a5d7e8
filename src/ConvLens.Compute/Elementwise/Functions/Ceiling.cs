namespace ConvLens.Compute.Elementwise.Functions;

/// <summary>The next integer above.</summary>
internal readonly struct Ceiling : IFunction
{
    TLanes IFunction.Value<TLanes>(TLanes x) => TLanes.Ceiling(x);

    TLanes IFunction.Gradient<TLanes>(TLanes x, TLanes dy) => TLanes.Broadcast(0);
}
