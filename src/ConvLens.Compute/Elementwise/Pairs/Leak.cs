namespace ConvLens.Compute.Elementwise.Pairs;

/// <summary>x &lt; 0 ? y · x : x. At 0 the gradient is that of the negative side.</summary>
internal readonly struct Leak : IPairFunction
{
    TLanes IPairFunction.Value<TLanes>(TLanes x, TLanes y) => TLanes.IfLess(x, TLanes.Broadcast(0), y * x, x);

    TLanes IPairFunction.Left<TLanes>(TLanes x, TLanes y, TLanes dz) => TLanes.IfLess(TLanes.Broadcast(0), x, dz, y * dz);

    TLanes IPairFunction.Right<TLanes>(TLanes x, TLanes y, TLanes dz) => TLanes.IfLess(x, TLanes.Broadcast(0), dz * x, TLanes.Broadcast(0));
}
