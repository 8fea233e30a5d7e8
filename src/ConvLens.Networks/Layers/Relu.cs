namespace ConvLens.Networks.Layers;

/// <summary><c>y = max(x, 0)</c>.</summary>
public sealed record Relu : Rectifier
{
    /// <inheritdoc/>
    public override string Kind => "relu";

    /// <summary>0.</summary>
    public override float NegativeSlope => 0;
}
