namespace ConvLens.Compute.Elementwise.Pairs;

/// <summary>x · y.</summary>
internal readonly struct Product : IPairFunction
{
    TLanes IPairFunction.Value<TLanes>(TLanes x, TLanes y) => x * y;

    TLanes IPairFunction.Left<TLanes>(TLanes x, TLanes y, TLanes dz) => dz * y;

    TLanes IPairFunction.Right<TLanes>(TLanes x, TLanes y, TLanes dz) => dz * x;
}
