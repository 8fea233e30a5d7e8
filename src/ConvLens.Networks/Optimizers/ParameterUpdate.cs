using ConvLens.Compute.Optimization;
using ConvLens.Compute.Tensors;

namespace ConvLens.Networks.Optimizers;

/// <summary>An optimizer at work on one set of parameters: what a walk back hands each gradient to as soon as it is complete.</summary>
/// <remarks>A step taken so has the same bits as <see cref="Optimizer.Step"/> with all gradients, without all of them in memory at a time.</remarks>
/// <param name="optimizer">How parameters follow.</param>
/// <param name="state">What the optimizer remembers; restored before, if it is.</param>
/// <param name="parameters">Values by name, not frozen.</param>
public sealed class ParameterUpdate(Optimizer optimizer, OptimizerState state, IReadOnlyDictionary<string, Tensor> parameters)
{
    private readonly Dictionary<string, ParameterStep> _steps = new(StringComparer.Ordinal);

    /// <summary>Multiplies the learning rate of the steps to come. Default 1.</summary>
    public float RateFactor { get; set; } = 1;

    /// <summary>Advances the step count, for all parameters together.</summary>
    internal void Begin() => state.Steps++;

    /// <summary>The step for one parameter. The second and later steps take no memory.</summary>
    internal ParameterStep For(string name)
    {
        if (!_steps.TryGetValue(name, out ParameterStep? step)) _steps[name] = step = optimizer.Bind(state, name, parameters[name]);
        optimizer.Prepare(step, state, RateFactor);
        return step;
    }
}
