using ConvLens.Compute.Elementwise;

namespace ConvLens.Networks.Layers.Activations;

/// <summary><c>y = eˣ</c>; 0 below −87.3365, +∞ above 88.3762.</summary>
public sealed record Exponential : FunctionActivation
{
    /// <inheritdoc/>
    public override string Kind => "exponential";

    private protected override Function Function => Function.Exponential;
}
