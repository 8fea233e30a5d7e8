using System.Runtime.CompilerServices;
using ConvLens.Compute.Elementwise;
using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Normalization;

/// <summary>Any.</summary>
internal readonly struct AnyRectifier(Rectification rectification) : IRectifier
{
    private readonly float _slope = rectification.NegativeSlope, _ceiling = rectification.Ceiling;

    public static bool IsThere => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Rectify<TLanes>(TLanes x)
        where TLanes : unmanaged, ILanes<TLanes> => Rectification.Invoke(x, _slope, _ceiling);

    public float Rectify(float x) => rectification.Invoke(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Pass<TLanes>(TLanes x, TLanes signal)
        where TLanes : unmanaged, ILanes<TLanes> => Rectification.Gradient(x, signal, _slope, _ceiling);

    public float Pass(float x, float signal) => rectification.Gradient(x, signal);
}
