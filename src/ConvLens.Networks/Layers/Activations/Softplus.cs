using ConvLens.Compute.Elementwise;

namespace ConvLens.Networks.Layers.Activations;

/// <summary><c>y = log(1 + eˣ)</c>, positive.</summary>
public sealed record Softplus : FunctionActivation
{
    /// <inheritdoc/>
    public override string Kind => "softplus";

    private protected override Function Function => Function.Softplus;
}
