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
        state.Steps++;
        foreach ((Tensor gradient, ParameterStep step) in state.Updates(this, gradients, parameters))
        {
            Prepare(step, state, rateFactor);
            step.Run(scheduler, gradient.Values);
        }
    }

    /// <summary>The step of one parameter, to be told its numbers by <see cref="Prepare"/> each time.</summary>
    internal ParameterStep Bind(OptimizerState state, string name, Tensor parameter) => Bind(parameter, [.. Slots.Select(slot => state.Slot(slot, name, parameter.Shape))]);

    /// <summary>Tells a parameter's step the numbers of the state's current step.</summary>
    internal void Prepare(ParameterStep step, OptimizerState state, float rateFactor) => Set(step, LearningRate * rateFactor, state.Steps);

    /// <summary>The step of one parameter with what is remembered of it, in the order of <see cref="Slots"/>.</summary>
    private protected abstract ParameterStep Bind(Tensor parameter, IReadOnlyList<Tensor> slots);

    /// <summary>Tells a step that <see cref="Bind(Tensor, IReadOnlyList{Tensor})"/> made its numbers.</summary>
    private protected abstract void Set(ParameterStep step, float rate, long count);
}
