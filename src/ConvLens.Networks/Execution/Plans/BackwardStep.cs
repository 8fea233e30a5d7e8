using ConvLens.Compute.Elementwise;
using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Tensors;
using ConvLens.Networks.Backward;

namespace ConvLens.Networks.Execution.Plans;

/// <summary>One node of a walk back: its rule, and the signals that must be added because several nodes read the same input.</summary>
/// <param name="Rule">How the node hands the signal down.</param>
/// <param name="Layer">What the rule sees.</param>
/// <param name="Additions">What to add to which signal afterwards.</param>
internal sealed record BackwardStep(BackwardRule Rule, LayerBackward Layer, (Tensor From, Tensor To)[] Additions)
{
    /// <summary>Hands the signal down.</summary>
    public void Run(Scheduler scheduler)
    {
        Rule.Apply(Layer);
        foreach ((Tensor from, Tensor to) in Additions) Arithmetic.AddScaled(scheduler, 1, from.Values, to.Span);
    }
}
