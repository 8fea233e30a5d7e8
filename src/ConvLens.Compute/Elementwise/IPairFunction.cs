using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Elementwise;

/// <summary>A function of two numbers and its derivatives, lane by lane.</summary>
internal interface IPairFunction
{
    /// <summary>f(x, y).</summary>
    TLanes Value<TLanes>(TLanes x, TLanes y)
        where TLanes : unmanaged, ILanes<TLanes>;

    /// <summary>dz · ∂f/∂x.</summary>
    TLanes Left<TLanes>(TLanes x, TLanes y, TLanes dz)
        where TLanes : unmanaged, ILanes<TLanes>;

    /// <summary>dz · ∂f/∂y.</summary>
    TLanes Right<TLanes>(TLanes x, TLanes y, TLanes dz)
        where TLanes : unmanaged, ILanes<TLanes>;
}
