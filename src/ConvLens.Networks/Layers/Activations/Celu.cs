using ConvLens.Compute.Elementwise;

namespace ConvLens.Networks.Layers.Activations;

/// <summary>The continuously differentiable exponential linear unit [barron2017]: <c>y = x &lt; 0 ? α · (e^(x / α) − 1) : x</c>.</summary>
/// <param name="Alpha">How far below zero outputs go; not 0. Default 1, as in PyTorch and ONNX.</param>
public sealed record Celu(float Alpha = 1) : FunctionActivation
{
    /// <inheritdoc/>
    public override string Kind => "celu";

    private protected override Function Function => Function.ExponentialUnit(1, Alpha, Alpha);
}
