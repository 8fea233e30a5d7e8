using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Elementwise.Pairs;

/// <summary>xʸ.</summary>
internal readonly unsafe struct Power : IPairFunction
{
    TLanes IPairFunction.Value<TLanes>(TLanes x, TLanes y) => Raise(x, y);

    TLanes IPairFunction.Left<TLanes>(TLanes x, TLanes y, TLanes dz)
    {
        TLanes zero = TLanes.Broadcast(0);
        return TLanes.IfEqual(y, zero, zero, dz * y * Raise(x, y - TLanes.Broadcast(1)));
    }

    TLanes IPairFunction.Right<TLanes>(TLanes x, TLanes y, TLanes dz)
    {
        TLanes zero = TLanes.Broadcast(0);
        return TLanes.IfEqual(x, zero, zero, dz * Raise(x, y) * Logarithm.Log(x));
    }

    // One by one, by the platform's function: its double is far finer than the float it is rounded to.
    private static TLanes Raise<TLanes>(TLanes x, TLanes y)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        float* lanes = stackalloc float[32];
        x.Store(lanes);
        y.Store(lanes + 16);
        for (int i = 0; i < 16; i++) lanes[i] = (float)Math.Pow(lanes[i], lanes[i + 16]);
        return TLanes.Load(lanes);
    }
}
