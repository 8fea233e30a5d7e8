using ConvLens.Compute.Elementwise;

namespace ConvLens.Networks.Layers.Activations;

/// <summary>1 where the input is 0, else 0. Its gradient is 0.</summary>
public sealed record Not : FunctionActivation
{
    /// <inheritdoc/>
    public override string Kind => "not";

    private protected override Function Function => Function.Not;
}
