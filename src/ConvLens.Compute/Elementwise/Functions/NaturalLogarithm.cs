namespace ConvLens.Compute.Elementwise.Functions;

/// <summary>log x.</summary>
internal readonly struct NaturalLogarithm : IFunction
{
    TLanes IFunction.Value<TLanes>(TLanes x) => Logarithm.Log(x);

    TLanes IFunction.Gradient<TLanes>(TLanes x, TLanes dy) => dy / x;
}
