namespace ConvLens.Compute.Elementwise.Pairs;

/// <summary>max(x, y).</summary>
internal readonly struct Larger : IPairFunction
{
    TLanes IPairFunction.Value<TLanes>(TLanes x, TLanes y) => TLanes.Max(x, y);

    TLanes IPairFunction.Left<TLanes>(TLanes x, TLanes y, TLanes dz) => TLanes.IfLess(y, x, dz, TLanes.IfEqual(x, y, TLanes.Broadcast(0.5f) * dz, TLanes.Broadcast(0)));

    TLanes IPairFunction.Right<TLanes>(TLanes x, TLanes y, TLanes dz) => TLanes.IfLess(x, y, dz, TLanes.IfEqual(x, y, TLanes.Broadcast(0.5f) * dz, TLanes.Broadcast(0)));
}
