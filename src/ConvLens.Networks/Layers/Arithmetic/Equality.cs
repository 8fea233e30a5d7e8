using ConvLens.Compute.Elementwise;

namespace ConvLens.Networks.Layers.Arithmetic;

/// <summary>1 where x = y, else 0; NaN equals nothing. Its gradient is 0.</summary>
/// <remarks>The inputs broadcast by NumPy's rule.</remarks>
public sealed record Equality : PairLayer
{
    /// <inheritdoc/>
    public override string Kind => "equality";

    private protected override PairFunction Function => PairFunction.Equal;
}
