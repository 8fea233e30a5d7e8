using ConvLens.Compute.Elementwise;

namespace ConvLens.Networks.Layers.Activations;

/// <summary><c>y = −x</c>.</summary>
public sealed record Negation : FunctionActivation
{
    /// <inheritdoc/>
    public override string Kind => "negation";

    private protected override Function Function => Function.Negation;
}
