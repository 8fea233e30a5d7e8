using ConvLens.Compute.Elementwise;

namespace ConvLens.Networks.Layers.Activations;

/// <summary><c>y = |x|</c>; slope 0 at 0.</summary>
public sealed record AbsoluteValue : FunctionActivation
{
    /// <inheritdoc/>
    public override string Kind => "absolute_value";

    private protected override Function Function => Function.AbsoluteValue;
}
