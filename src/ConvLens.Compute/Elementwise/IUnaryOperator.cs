using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Elementwise;

/// <summary>y = f(x), lane by lane.</summary>
internal interface IUnaryOperator
{
    TLanes Invoke<TLanes>(TLanes x)
        where TLanes : unmanaged, ILanes<TLanes>;
}
