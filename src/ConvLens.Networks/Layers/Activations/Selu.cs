using ConvLens.Compute.Elementwise;

namespace ConvLens.Networks.Layers.Activations;

/// <summary>The scaled exponential linear unit [klambauer2017]: <c>y = γ · (x &lt; 0 ? α · (eˣ − 1) : x)</c>.</summary>
/// <param name="Alpha">How far below zero outputs go, before the scale. Default: the paper's.</param>
/// <param name="Gamma">The scale γ. Default: the paper's.</param>
public sealed record Selu(float Alpha = 1.67326324f, float Gamma = 1.05070098f) : FunctionActivation
{
    /// <inheritdoc/>
    public override string Kind => "selu";

    private protected override Function Function => Function.ExponentialUnit(Gamma, Alpha, 1);
}
