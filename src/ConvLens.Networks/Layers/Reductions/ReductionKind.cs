namespace ConvLens.Networks.Layers.Reductions;

/// <summary>How a reduction joins numbers.</summary>
public enum ReductionKind
{
    /// <summary>Σ x.</summary>
    Sum,

    /// <summary>Σ x / n.</summary>
    Mean,

    /// <summary>The largest; NaN wins. Equal ones share the gradient evenly, as in PyTorch's amax.</summary>
    Max,

    /// <summary>The smallest; NaN wins. Equal ones share the gradient evenly, as in PyTorch's amin.</summary>
    Min,

    /// <summary>Π x.</summary>
    Product,

    /// <summary>Σ |x|.</summary>
    L1,

    /// <summary>√Σ x²; its gradient is 0 where it is 0.</summary>
    L2,

    /// <summary>Σ x².</summary>
    SumOfSquares,

    /// <summary>log Σ x.</summary>
    LogSum,

    /// <summary>log Σ eˣ, with the maximum taken out first.</summary>
    LogSumExp,
}
