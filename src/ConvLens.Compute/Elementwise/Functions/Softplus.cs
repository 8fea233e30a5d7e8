namespace ConvLens.Compute.Elementwise.Functions;

/// <summary>log(1 + eˣ) = max(x, 0) + log(1 + e^(−|x|)).</summary>
internal readonly struct Softplus : IFunction
{
    TLanes IFunction.Value<TLanes>(TLanes x)
    {
        TLanes zero = TLanes.Broadcast(0);
        return TLanes.Max(x, zero) + Logarithm.LogOnePlus(Exponential.Exp(TLanes.Min(x, zero - x)));
    }

    TLanes IFunction.Gradient<TLanes>(TLanes x, TLanes dy) => dy * Sigmoid.Of(x);
}
