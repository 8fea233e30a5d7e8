using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Elementwise;

/// <summary>A function of one number and its derivative, lane by lane.</summary>
internal interface IFunction
{
    /// <summary>f(x).</summary>
    TLanes Value<TLanes>(TLanes x)
        where TLanes : unmanaged, ILanes<TLanes>;

    /// <summary>dy · f′(x).</summary>
    TLanes Gradient<TLanes>(TLanes x, TLanes dy)
        where TLanes : unmanaged, ILanes<TLanes>;
}
