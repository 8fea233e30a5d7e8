namespace ConvLens.Compute.Elementwise.Functions;

/// <summary>The error function; its slope is 2/√π · e^(−x²).</summary>
internal readonly struct Erf : IFunction
{
    TLanes IFunction.Value<TLanes>(TLanes x) => ErrorFunction.Erf(x);

    TLanes IFunction.Gradient<TLanes>(TLanes x, TLanes dy) => dy * TLanes.Broadcast(1.12837917f) * Exponential.Exp(TLanes.Broadcast(0) - (x * x));
}
