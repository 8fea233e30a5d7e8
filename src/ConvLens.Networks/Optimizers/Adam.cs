using ConvLens.Compute.Optimization;
using ConvLens.Compute.Tensors;

namespace ConvLens.Networks.Optimizers;

/// <summary>Adam [kingma2015]: steps of the gradient's running mean over the root of its running square, both corrected for their start at zero.</summary>
public sealed record Adam : Optimizer
{
    private static readonly string[] SlotNames = ["mean", "square"];

    /// <summary>Decay of the mean. Default 0.9.</summary>
    public float Beta1 { get; init; } = 0.9f;

    /// <summary>Decay of the square. Default 0.999.</summary>
    public float Beta2 { get; init; } = 0.999f;

    /// <summary>Added to the root. Default 1e-8.</summary>
    public float Epsilon { get; init; } = 1e-8f;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Slots => SlotNames;

    /// <inheritdoc/>
    public override string Description => $"Adam, learning rate {LearningRate}, β {Beta1} and {Beta2}, ε {Epsilon}";

    private protected override ParameterStep Bind(Tensor parameter, IReadOnlyList<Tensor> slots) => At(LearningRate, 1).For(parameter, slots[0], slots[1]);

    private protected override void Set(ParameterStep step, float rate, long count) => At(rate, count).Renew(step);

    private AdamStep At(float rate, long count) => new(rate, Beta1, Beta2, Epsilon, Correction(Beta1, count), Correction(Beta2, count));

    /// <summary>1 − βᵗ by repeated squaring, so that its bits do not depend on a platform's power function.</summary>
    private static float Correction(float beta, long step)
    {
        double power = 1, square = beta;
        for (long t = step; t > 0; t >>= 1, square *= square)
            if ((t & 1) != 0) power *= square;
        return (float)(1 - power);
    }
}
