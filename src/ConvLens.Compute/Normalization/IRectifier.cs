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
