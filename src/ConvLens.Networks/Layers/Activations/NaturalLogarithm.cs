using ConvLens.Compute.Elementwise;

namespace ConvLens.Networks.Layers.Activations;

/// <summary><c>y = log x</c>; −∞ at 0, NaN below.</summary>
public sealed record NaturalLogarithm : FunctionActivation
{
    /// <inheritdoc/>
    public override string Kind => "natural_logarithm";

    private protected override Function Function => Function.Logarithm;
}
