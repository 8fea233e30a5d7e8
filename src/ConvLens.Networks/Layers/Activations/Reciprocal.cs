using ConvLens.Compute.Elementwise;

namespace ConvLens.Networks.Layers.Activations;

/// <summary><c>y = 1 / x</c>.</summary>
public sealed record Reciprocal : FunctionActivation
{
    /// <inheritdoc/>
    public override string Kind => "reciprocal";

    private protected override Function Function => Function.Reciprocal;
}
