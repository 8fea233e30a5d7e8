using ConvLens.Compute.Elementwise;

namespace ConvLens.Networks.Layers.Activations;

/// <summary><c>y = max(0, min(1, α · x + β))</c>, in [0, 1]; slope 0 at both corners.</summary>
/// <param name="Alpha">The slope. Default 0.2, as in ONNX; PyTorch's is 1/6.</param>
/// <param name="Beta">The value at 0. Default 0.5.</param>
public sealed record HardSigmoid(float Alpha = 0.2f, float Beta = 0.5f) : FunctionActivation
{
    /// <inheritdoc/>
    public override string Kind => "hard_sigmoid";

    private protected override Function Function => Function.HardSigmoid(Alpha, Beta);
}
