using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Elementwise;

/// <summary>r = f(x, y, z), lane by lane.</summary>
internal interface ITernaryOperator
{
    TLanes Invoke<TLanes>(TLanes x, TLanes y, TLanes z)
        where TLanes : unmanaged, ILanes<TLanes>;
}
