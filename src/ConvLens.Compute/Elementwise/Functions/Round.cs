namespace ConvLens.Compute.Elementwise.Functions;

/// <summary>The nearest integer, halves to even.</summary>
internal readonly struct Round : IFunction
{
    TLanes IFunction.Value<TLanes>(TLanes x) => TLanes.Round(x);

    TLanes IFunction.Gradient<TLanes>(TLanes x, TLanes dy) => TLanes.Broadcast(0);
}
