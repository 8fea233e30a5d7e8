namespace ConvLens.Networks.Backward;

/// <summary>The chain rule: signal at the input = signal at the output · ∂output/∂input.</summary>
public sealed record GradientRule : BackwardRule
{
    /// <inheritdoc/>
    public override string Name => "gradient";

    /// <inheritdoc/>
    public override void Apply(LayerBackward layer) => layer.Gradient(layer.Signal);
}
