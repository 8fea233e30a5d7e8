using ConvLens.Compute.Optimization;
using ConvLens.Compute.Tensors;

namespace ConvLens.Networks.Optimizers;

/// <summary>Stochastic gradient descent: <c>v = μ·v + g</c>, <c>p −= η·v</c>.</summary>
public sealed record Sgd : Optimizer
{
    /// <summary>μ in [0, 1). Default 0: no momentum.</summary>
    public float Momentum { get; init; }

    /// <summary>The velocity; nothing without momentum.</summary>
    public override IReadOnlyList<string> Slots => Momentum == 0 ? [] : ["velocity"];

    /// <inheritdoc/>
    public override string Description => $"SGD, learning rate {LearningRate}, momentum {Momentum}";

    private protected override ParameterStep StepOf(float rate, long step, Tensor parameter, IReadOnlyList<Tensor> slots) =>
        slots.Count == 0 ? new DescentStep(rate).For(parameter) : new MomentumStep(rate, Momentum).For(parameter, slots[0]);
}
