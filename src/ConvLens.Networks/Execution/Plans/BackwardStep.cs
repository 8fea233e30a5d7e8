using ConvLens.Compute.Elementwise;
using ConvLens.Compute.Optimization;
using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Tensors;
using ConvLens.Networks.Backward;
using ConvLens.Networks.Optimizers;

namespace ConvLens.Networks.Execution.Plans;

/// <summary>One node of a walk back: its rule, and the signals that must be added because several nodes read the same input.</summary>
/// <param name="Rule">How the node hands the signal down.</param>
/// <param name="Layer">What the rule sees.</param>
/// <param name="Parameters">Full names of the node's trainable parameters.</param>
/// <param name="Additions">What to add to which signal afterwards.</param>
internal sealed record BackwardStep(BackwardRule Rule, LayerBackward Layer, string[] Parameters, (Tensor From, Tensor To)[] Additions)
{
    private readonly ParameterStep[] _steps = new ParameterStep[Parameters.Length];

    /// <summary>Hands the signal down; with an update, the node's parameters follow their gradients at once.</summary>
    public void Run(Scheduler scheduler, ParameterUpdate? update)
    {
        if (update is null || _steps.Length == 0) Rule.Apply(Layer);
        else
        {
            for (int i = 0; i < _steps.Length; i++) _steps[i] = update.For(Parameters[i]);
            Layer.GradientAndStep(_steps);
        }

        foreach ((Tensor from, Tensor to) in Additions) Arithmetic.AddScaled(scheduler, 1, from.Values, to.Span);
    }
}
