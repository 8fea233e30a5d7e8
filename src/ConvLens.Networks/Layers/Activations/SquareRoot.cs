using ConvLens.Compute.Elementwise;

namespace ConvLens.Networks.Layers.Activations;

/// <summary><c>y = √x</c>; NaN below 0.</summary>
public sealed record SquareRoot : FunctionActivation
{
    /// <inheritdoc/>
    public override string Kind => "square_root";

    private protected override Function Function => Function.SquareRoot;
}
