using ConvLens.Compute.Elementwise;

namespace ConvLens.Networks.Layers.Activations;

/// <summary>The error function, <c>y = 2/√π · ∫₀ˣ e^(−t²) dt</c>, in [−1, 1].</summary>
public sealed record Erf : FunctionActivation
{
    /// <inheritdoc/>
    public override string Kind => "erf";

    private protected override Function Function => Function.Erf;
}
