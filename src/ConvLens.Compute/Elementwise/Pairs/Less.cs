namespace ConvLens.Compute.Elementwise.Pairs;

/// <summary>1 where x &lt; y, else 0.</summary>
internal readonly struct Less : IPairFunction
{
    TLanes IPairFunction.Value<TLanes>(TLanes x, TLanes y) => TLanes.IfLess(x, y, TLanes.Broadcast(1), TLanes.Broadcast(0));

    TLanes IPairFunction.Left<TLanes>(TLanes x, TLanes y, TLanes dz) => TLanes.Broadcast(0);

    TLanes IPairFunction.Right<TLanes>(TLanes x, TLanes y, TLanes dz) => TLanes.Broadcast(0);
}
