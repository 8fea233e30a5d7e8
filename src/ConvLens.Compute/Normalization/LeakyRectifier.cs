using System.Runtime.CompilerServices;
using ConvLens.Compute.Elementwise;
using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Normalization;

/// <summary>A slope above 0, at most 1, and no ceiling.</summary>
internal readonly struct LeakyRectifier(Rectification rectification) : IRectifier
{
    private readonly float _slope = rectification.NegativeSlope;

    public static bool IsThere => true;

    /// <summary>Whether a rectification is of this kind.</summary>
    public static bool Is(Rectification rectification) => rectification.NegativeSlope is > 0 and <= 1 && float.IsPositiveInfinity(rectification.Ceiling);

    // Of x and slope · x the larger is the second where x is negative and the first elsewhere; where they are equal they are alike to the bit.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Rectify<TLanes>(TLanes x)
        where TLanes : unmanaged, ILanes<TLanes> => TLanes.AtLeast(TLanes.Broadcast(_slope) * x, x);

    public float Rectify(float x) => x < 0 ? _slope * x : x;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Pass<TLanes>(TLanes x, TLanes signal)
        where TLanes : unmanaged, ILanes<TLanes> => TLanes.IfLess(TLanes.Broadcast(0), x, signal, TLanes.Broadcast(_slope) * signal);

    public float Pass(float x, float signal) => x > 0 ? signal : _slope * signal;
}
