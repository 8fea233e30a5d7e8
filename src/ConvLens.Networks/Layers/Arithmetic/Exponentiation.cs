using ConvLens.Compute.Elementwise;

namespace ConvLens.Networks.Layers.Arithmetic;

/// <summary><c>z = xʸ</c>, by the platform's function in double precision, rounded.</summary>
/// <remarks>The inputs broadcast by NumPy's rule. The slope along the exponent is 0 where the base is 0.</remarks>
public sealed record Exponentiation : PairLayer
{
    /// <inheritdoc/>
    public override string Kind => "exponentiation";

    private protected override PairFunction Function => PairFunction.Power;
}
