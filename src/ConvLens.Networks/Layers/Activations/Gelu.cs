using ConvLens.Compute.Elementwise;

namespace ConvLens.Networks.Layers.Activations;

/// <summary>The Gaussian error linear unit [hendrycks2016]: <c>y = x · Φ(x)</c>, Φ the normal distribution.</summary>
/// <param name="Tanh">Whether Φ is replaced by (1 + tanh(√(2/π) · (x + 0.044715 · x³))) / 2. Default false: by erf.</param>
public sealed record Gelu(bool Tanh = false) : FunctionActivation
{
    /// <inheritdoc/>
    public override string Kind => "gelu";

    private protected override Function Function => Tanh ? Function.GeluTanh : Function.Gelu;
}
