using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Normalization;

/// <summary>None: numbers and signals stay as they are.</summary>
internal readonly struct NoRectifier : IRectifier
{
    public static bool IsThere => false;

    public TLanes Rectify<TLanes>(TLanes x)
        where TLanes : unmanaged, ILanes<TLanes> => x;

    public float Rectify(float x) => x;

    public TLanes Pass<TLanes>(TLanes x, TLanes signal)
        where TLanes : unmanaged, ILanes<TLanes> => signal;

    public float Pass(float x, float signal) => signal;
}
