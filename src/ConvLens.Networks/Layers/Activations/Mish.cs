using ConvLens.Compute.Elementwise;

namespace ConvLens.Networks.Layers.Activations;

/// <summary><c>y = x · tanh(log(1 + eˣ))</c> [misra2020].</summary>
public sealed record Mish : FunctionActivation
{
    /// <inheritdoc/>
    public override string Kind => "mish";

    private protected override Function Function => Function.Mish;
}
