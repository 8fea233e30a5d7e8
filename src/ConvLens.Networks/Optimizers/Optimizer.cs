using ConvLens.Compute.Optimization;
using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Tensors;

namespace ConvLens.Networks.Optimizers;

/// <summary>How parameters follow a gradient downhill: an immutable definition. What it remembers lies in an <see cref="OptimizerState"/>.</summary>
public abstract record Optimizer
{
    /// <summary>Step size η.</summary>
    public required float LearningRate { get; init; }

    /// <summary>Names of the numbers it keeps beside each parameter.</summary>
    public abstract IReadOnlyList<string> Slots { get; }

    /// <summary>The optimizer and its settings in words, for results' records.</summary>
    public abstract string Description { get; }

    /// <summary>One step for all parameters: advances the state's step count and updates values in place.</summary>
    /// <param name="scheduler">Who works.</param>
    /// <param name="state">What the optimizer remembers.</param>
    /// <param name="parameters">Values by name, not frozen.</param>
    /// <param name="gradients">∂loss/∂parameter by name, for every trainable parameter.</param>
    /// <param name="rateFactor">Multiplies the learning rate of this step. Default 1.</param>
    public void Step(
        Scheduler scheduler, OptimizerState state, IReadOnlyDictionary<string, Tensor> parameters, IReadOnlyDictionary<string, Tensor> gradients, float rateFactor = 1)
    {
        Begin(state);
        foreach ((string name, Tensor gradient) in gradients) StepOf(state, name, parameters[name], rateFactor).Run(scheduler, gradient.Values);
    }

    /// <summary>Advances the step count, for all parameters together.</summary>
    internal static void Begin(OptimizerState state) => state.Steps++;

    /// <summary>The step for one parameter, to be fed its gradient in any number of blocks.</summary>
    internal ParameterStep StepOf(OptimizerState state, string name, Tensor parameter, float rateFactor) =>
        StepOf(LearningRate * rateFactor, state.Steps, parameter, [.. Slots.Select(slot => state.Slot(slot, name, parameter.Shape))]);

    /// <summary>The step for one parameter with what is remembered of it, in the order of <see cref="Slots"/>.</summary>
    private protected abstract ParameterStep StepOf(float rate, long step, Tensor parameter, IReadOnlyList<Tensor> slots);
}
