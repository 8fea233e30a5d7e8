using ConvLens.Compute.Elementwise;

namespace ConvLens.Networks.Layers.Activations;

/// <summary>The nearest integer, halves to even. Its gradient is 0.</summary>
public sealed record Round : FunctionActivation
{
    /// <inheritdoc/>
    public override string Kind => "round";

    private protected override Function Function => Function.Round;
}
