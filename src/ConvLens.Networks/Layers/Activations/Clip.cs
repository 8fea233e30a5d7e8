using ConvLens.Compute.Elementwise;

namespace ConvLens.Networks.Layers.Activations;

/// <summary><c>y = min(max(x, Min), Max)</c>: Max everywhere if the bounds cross. NaN stays NaN.</summary>
/// <remarks>Slope 1 from bound to bound, both included, as in PyTorch's clamp; <see cref="Relu6"/> leaves them out, as PyTorch's does.</remarks>
/// <param name="Min">The lower bound. Default: none.</param>
/// <param name="Max">The upper bound. Default: none.</param>
public sealed record Clip(float Min = float.NegativeInfinity, float Max = float.PositiveInfinity) : FunctionActivation
{
    /// <inheritdoc/>
    public override string Kind => "clip";

    private protected override Function Function => Function.Clip(Min, Max);
}
