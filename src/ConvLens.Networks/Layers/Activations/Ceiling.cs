using ConvLens.Compute.Elementwise;

namespace ConvLens.Networks.Layers.Activations;

/// <summary>The next integer above. Its gradient is 0.</summary>
public sealed record Ceiling : FunctionActivation
{
    /// <inheritdoc/>
    public override string Kind => "ceiling";

    private protected override Function Function => Function.Ceiling;
}
