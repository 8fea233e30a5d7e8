using ConvLens.Compute.Elementwise;

namespace ConvLens.Networks.Layers.Arithmetic;

/// <summary>The smallest of one or more inputs, number by number.</summary>
/// <remarks>The inputs broadcast by NumPy's rule. NaN wins. Where two are equal each takes half the gradient, inputs taken from the first to the last, as in PyTorch.</remarks>
public sealed record Minimum : FoldLayer
{
    /// <inheritdoc/>
    public override string Kind => "minimum";

    private protected override PairFunction Function => PairFunction.Smaller;
}
