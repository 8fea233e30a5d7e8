using ConvLens.Compute.Elementwise;

namespace ConvLens.Networks.Layers.Arithmetic;

/// <summary>1 where x &gt; y, else 0. Its gradient is 0.</summary>
/// <remarks>The inputs broadcast by NumPy's rule.</remarks>
public sealed record GreaterThan : PairLayer
{
    /// <inheritdoc/>
    public override string Kind => "greater_than";

    private protected override PairFunction Function => PairFunction.Greater;
}
