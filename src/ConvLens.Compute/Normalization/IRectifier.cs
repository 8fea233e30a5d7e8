using System.Runtime.CompilerServices;
using ConvLens.Compute.Elementwise;
using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Normalization;

/// <summary>A rectifier on both ways. A type for each kind, so that loops have no branches; the bits are those of <see cref="Rectification"/>.</summary>
internal interface IRectifier
{
    /// <summary>Whether numbers change at all.</summary>
    static abstract bool IsThere { get; }

    /// <summary>Sixteen numbers.</summary>
    TLanes Rectify<TLanes>(TLanes x)
        where TLanes : unmanaged, ILanes<TLanes>;

    /// <summary>One number.</summary>
    float Rectify(float x);

    /// <summary>What passes of sixteen signals on the way back, given the rectifier's input.</summary>
    TLanes Pass<TLanes>(TLanes x, TLanes signal)
        where TLanes : unmanaged, ILanes<TLanes>;

    /// <summary>What passes of one signal.</summary>
    float Pass(float x, float signal);
}

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

/// <summary>A slope above 0 and no ceiling.</summary>
internal readonly struct LeakyRectifier(Rectification rectification) : IRectifier
{
    private readonly float _slope = rectification.NegativeSlope;

    public static bool IsThere => true;

    /// <summary>Whether a rectification is of this kind.</summary>
    public static bool Is(Rectification rectification) => rectification.NegativeSlope > 0 && float.IsPositiveInfinity(rectification.Ceiling);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Rectify<TLanes>(TLanes x)
        where TLanes : unmanaged, ILanes<TLanes> => TLanes.IfLess(x, TLanes.Broadcast(0), TLanes.Broadcast(_slope) * x, x);

    public float Rectify(float x) => x < 0 ? _slope * x : x;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Pass<TLanes>(TLanes x, TLanes signal)
        where TLanes : unmanaged, ILanes<TLanes> => TLanes.IfLess(TLanes.Broadcast(0), x, signal, TLanes.Broadcast(_slope) * signal);

    public float Pass(float x, float signal) => x > 0 ? signal : _slope * signal;
}

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
