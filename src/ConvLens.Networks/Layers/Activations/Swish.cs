using ConvLens.Compute.Elementwise;

namespace ConvLens.Networks.Layers.Activations;

/// <summary><c>y = x · σ(α · x)</c> [ramachandran2017], σ the logistic function.</summary>
/// <param name="Alpha">The factor inside the gate. Default 1: SiLU.</param>
public sealed record Swish(float Alpha = 1) : FunctionActivation
{
    /// <inheritdoc/>
    public override string Kind => "swish";

    private protected override Function Function => Function.Swish(Alpha);
}
