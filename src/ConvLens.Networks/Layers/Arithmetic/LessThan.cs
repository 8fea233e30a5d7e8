using ConvLens.Compute.Elementwise;

namespace ConvLens.Networks.Layers.Arithmetic;

/// <summary>1 where x &lt; y, else 0. Its gradient is 0.</summary>
/// <remarks>The inputs broadcast by NumPy's rule.</remarks>
public sealed record LessThan : PairLayer
{
    /// <inheritdoc/>
    public override string Kind => "less_than";

    private protected override PairFunction Function => PairFunction.Less;
}
