using ConvLens.Compute.Elementwise;

namespace ConvLens.Networks.Layers.Activations;

/// <summary><c>y = x &gt; α ? x : 0</c>.</summary>
/// <param name="Alpha">The threshold. Default 1, as in ONNX.</param>
public sealed record ThresholdedRelu(float Alpha = 1) : FunctionActivation
{
    /// <inheritdoc/>
    public override string Kind => "thresholded_relu";

    private protected override Function Function => Function.ThresholdedRelu(Alpha);
}
