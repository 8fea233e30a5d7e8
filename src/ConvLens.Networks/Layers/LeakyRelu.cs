namespace ConvLens.Networks.Layers;

/// <summary><c>y = x &lt; 0 ? slope · x : x</c>.</summary>
/// <param name="Slope">Slope for negative numbers. PyTorch's default is 0.01, Keras' 0.3; there is none here.</param>
public sealed record LeakyRelu(float Slope) : Rectifier
{
    /// <inheritdoc/>
    public override string Kind => "leaky_relu";

    /// <inheritdoc/>
    public override float NegativeSlope => Slope;
}
