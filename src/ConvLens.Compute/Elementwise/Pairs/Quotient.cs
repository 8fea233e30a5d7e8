namespace ConvLens.Compute.Elementwise.Pairs;

/// <summary>x / y.</summary>
internal readonly struct Quotient : IPairFunction
{
    TLanes IPairFunction.Value<TLanes>(TLanes x, TLanes y) => x / y;

    TLanes IPairFunction.Left<TLanes>(TLanes x, TLanes y, TLanes dz) => dz / y;

    TLanes IPairFunction.Right<TLanes>(TLanes x, TLanes y, TLanes dz) => TLanes.Broadcast(0) - (dz * (x / y) / y);
}
