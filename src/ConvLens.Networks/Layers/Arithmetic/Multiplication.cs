using ConvLens.Compute.Elementwise;

namespace ConvLens.Networks.Layers.Arithmetic;

/// <summary><c>z = x · y</c>.</summary>
/// <remarks>The inputs broadcast by NumPy's rule.</remarks>
public sealed record Multiplication : PairLayer
{
    /// <inheritdoc/>
    public override string Kind => "multiplication";

    private protected override PairFunction Function => PairFunction.Product;
}
