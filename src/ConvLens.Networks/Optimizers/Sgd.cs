using ConvLens.Compute.Optimization;
using ConvLens.Compute.Tensors;

namespace ConvLens.Networks.Optimizers;

/// <summary>Stochastic gradient descent: <c>v = μ·v + g</c>, <c>p −= η·v</c>.</summary>
public sealed record Sgd : Optimizer
{
    private static readonly string[] SlotNames = ["velocity"];

    /// <summary>μ in [0, 1). Default 0: no momentum.</summary>
    public float Momentum { get; init; }

    /// <summary>The velocity; nothing without momentum.</summary>
    public override IReadOnlyList<string> Slots => Momentum == 0 ? [] : SlotNames;

    /// <inheritdoc/>
    public override string Description => $"SGD, learning rate {LearningRate}, momentum {Momentum}";

    private protected override ParameterStep Bind(Tensor parameter, IReadOnlyList<Tensor> slots) =>
        slots.Count == 0 ? new DescentStep(LearningRate).For(parameter) : new MomentumStep(LearningRate, Momentum).For(parameter, slots[0]);

    private protected override void Set(ParameterStep step, float rate, long count)
    {
        if (Momentum == 0) new DescentStep(rate).Renew(step);
        else new MomentumStep(rate, Momentum).Renew(step);
    }
}
