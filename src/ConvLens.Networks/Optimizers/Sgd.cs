using ConvLens.Compute.Optimization;
using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Tensors;

namespace ConvLens.Networks.Optimizers;

/// <summary>Stochastic gradient descent: <c>v = μ·v + g</c>, <c>p −= η·v</c>.</summary>
public sealed record Sgd : Optimizer
{
    private static readonly string[] SlotNames = ["velocity"];

    /// <summary>μ in [0, 1). Default 0: no momentum.</summary>
    public float Momentum { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Slots => SlotNames;

    /// <inheritdoc/>
    public override string Description => $"SGD, learning rate {LearningRate}, momentum {Momentum}";

    private protected override void Update(Scheduler scheduler, float rate, long step, Tensor gradient, IReadOnlyList<Tensor> slots, Tensor parameter) =>
        MomentumStep.Run(scheduler, rate, Momentum, gradient.Values, slots[0].Span, parameter.Span);
}
