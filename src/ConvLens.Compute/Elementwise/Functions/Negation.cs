namespace ConvLens.Compute.Elementwise.Functions;

/// <summary>−x; a product, because 0 − 0 is not −0.</summary>
internal readonly struct Negation : IFunction
{
    TLanes IFunction.Value<TLanes>(TLanes x) => x * TLanes.Broadcast(-1);

    TLanes IFunction.Gradient<TLanes>(TLanes x, TLanes dy) => dy * TLanes.Broadcast(-1);
}
