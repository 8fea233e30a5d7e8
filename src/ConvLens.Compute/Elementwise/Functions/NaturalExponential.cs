namespace ConvLens.Compute.Elementwise.Functions;

/// <summary>eˣ.</summary>
internal readonly struct NaturalExponential : IFunction
{
    TLanes IFunction.Value<TLanes>(TLanes x) => Exponential.Exp(x);

    TLanes IFunction.Gradient<TLanes>(TLanes x, TLanes dy) => dy * Exponential.Exp(x);
}
