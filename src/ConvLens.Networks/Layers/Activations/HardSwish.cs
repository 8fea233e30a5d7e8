using ConvLens.Compute.Elementwise;

namespace ConvLens.Networks.Layers.Activations;

/// <summary><c>y = x · max(0, min(1, x / 6 + ½))</c> [howard2019].</summary>
public sealed record HardSwish : FunctionActivation
{
    /// <inheritdoc/>
    public override string Kind => "hard_swish";

    private protected override Function Function => Function.HardSwish;
}
