using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Scheduling;

/// <summary>Work cut into items that write disjoint outputs, so that any number of threads may take them in any order.</summary>
/// <remarks>How many items there are, and what each adds up in which order, depends on shapes only. That is why results do not depend on threads.</remarks>
internal interface IKernel
{
    /// <summary>Does item <paramref name="item"/> on the given register set.</summary>
    void Run<TLanes>(int item)
        where TLanes : unmanaged, ILanes<TLanes>;
}
