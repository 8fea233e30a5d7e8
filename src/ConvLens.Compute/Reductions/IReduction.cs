using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Reductions;

/// <summary>How many numbers become one.</summary>
internal interface IReduction
{
    /// <summary>What changes no total.</summary>
    float Neutral { get; }

    /// <summary>Takes sixteen more numbers into sixteen totals.</summary>
    TLanes Join<TLanes>(TLanes total, TLanes x)
        where TLanes : unmanaged, ILanes<TLanes>;

    /// <summary>Two totals as one.</summary>
    double Join(double left, double right);
}
