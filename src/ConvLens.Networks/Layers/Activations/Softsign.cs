using ConvLens.Compute.Elementwise;

namespace ConvLens.Networks.Layers.Activations;

/// <summary><c>y = x / (1 + |x|)</c>, in (−1, 1).</summary>
public sealed record Softsign : FunctionActivation
{
    /// <inheritdoc/>
    public override string Kind => "softsign";

    private protected override Function Function => Function.Softsign;
}
