using ConvLens.Compute.Elementwise;

namespace ConvLens.Networks.Layers.Activations;

/// <summary>The next integer below. Its gradient is 0.</summary>
public sealed record Floor : FunctionActivation
{
    /// <inheritdoc/>
    public override string Kind => "floor";

    private protected override Function Function => Function.Floor;
}
