using ConvLens.Compute.Elementwise;

namespace ConvLens.Networks.Layers.Arithmetic;

/// <summary><c>z = x / y</c>.</summary>
/// <remarks>The inputs broadcast by NumPy's rule.</remarks>
public sealed record Division : PairLayer
{
    /// <inheritdoc/>
    public override string Kind => "division";

    private protected override PairFunction Function => PairFunction.Quotient;
}
