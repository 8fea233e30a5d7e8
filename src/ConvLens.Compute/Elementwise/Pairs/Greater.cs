namespace ConvLens.Compute.Elementwise.Pairs;

/// <summary>1 where x &gt; y, else 0.</summary>
internal readonly struct Greater : IPairFunction
{
    TLanes IPairFunction.Value<TLanes>(TLanes x, TLanes y) => TLanes.IfLess(y, x, TLanes.Broadcast(1), TLanes.Broadcast(0));

    TLanes IPairFunction.Left<TLanes>(TLanes x, TLanes y, TLanes dz) => TLanes.Broadcast(0);

    TLanes IPairFunction.Right<TLanes>(TLanes x, TLanes y, TLanes dz) => TLanes.Broadcast(0);
}
