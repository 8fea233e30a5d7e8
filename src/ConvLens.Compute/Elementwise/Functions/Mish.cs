using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Elementwise.Functions;

/// <summary>x · tanh(log(1 + eˣ)) = x · n / (n + 2) with n = eˣ · (eˣ + 2) [misra2020].</summary>
internal readonly struct Mish : IFunction
{
    TLanes IFunction.Value<TLanes>(TLanes x) => x * Gate(x);

    TLanes IFunction.Gradient<TLanes>(TLanes x, TLanes dy)
    {
        TLanes gate = Gate(x), slope = TLanes.FusedMultiplyAdd(TLanes.Broadcast(0) - gate, gate, TLanes.Broadcast(1));
        return dy * TLanes.FusedMultiplyAdd(x * Sigmoid.Of(x), slope, gate);
    }

    // Beyond 20 the gate is 1 to the last bit; the bound keeps n finite.
    private static TLanes Gate<TLanes>(TLanes x)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        TLanes two = TLanes.Broadcast(2), e = Exponential.Exp(TLanes.Min(x, TLanes.Broadcast(20))), n = e * (e + two);
        return n / (n + two);
    }
}
