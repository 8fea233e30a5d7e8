using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Elementwise;

/// <summary>z = f(x, y), lane by lane.</summary>
internal interface IBinaryOperator
{
    TLanes Invoke<TLanes>(TLanes x, TLanes y)
        where TLanes : unmanaged, ILanes<TLanes>;
}
