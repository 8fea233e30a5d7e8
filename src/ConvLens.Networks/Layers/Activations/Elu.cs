using ConvLens.Compute.Elementwise;

namespace ConvLens.Networks.Layers.Activations;

/// <summary>The exponential linear unit [clevert2016]: <c>y = x &lt; 0 ? α · (eˣ − 1) : x</c>.</summary>
/// <param name="Alpha">How far below zero outputs go. Default 1, as in PyTorch and ONNX.</param>
public sealed record Elu(float Alpha = 1) : FunctionActivation
{
    /// <inheritdoc/>
    public override string Kind => "elu";

    private protected override Function Function => Function.ExponentialUnit(1, Alpha, 1);
}
