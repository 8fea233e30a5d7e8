namespace ConvLens.Compute.Elementwise.Pairs;

/// <summary>1 where x = y, else 0.</summary>
internal readonly struct Equal : IPairFunction
{
    TLanes IPairFunction.Value<TLanes>(TLanes x, TLanes y) => TLanes.IfEqual(x, y, TLanes.Broadcast(1), TLanes.Broadcast(0));

    TLanes IPairFunction.Left<TLanes>(TLanes x, TLanes y, TLanes dz) => TLanes.Broadcast(0);

    TLanes IPairFunction.Right<TLanes>(TLanes x, TLanes y, TLanes dz) => TLanes.Broadcast(0);
}
