using System.Runtime.CompilerServices;
using ConvLens.Compute.Tensors;

namespace ConvLens.Compute.Optimization;

/// <summary>One step of gradient descent with momentum: <c>v = μ·v + g</c>, <c>p −= η·v</c>.</summary>
/// <param name="LearningRate">η.</param>
/// <param name="Momentum">μ.</param>
public readonly record struct MomentumStep(float LearningRate, float Momentum) : IStepRule
{
    static int IStepRule.Slots => 1;

    /// <summary>The step for a parameter with its velocity v.</summary>
    /// <exception cref="ArgumentException">The velocity has another length than the parameter.</exception>
    public ParameterStep For(Tensor parameter, Tensor velocity) => new ParameterStep.By<MomentumStep>(this, parameter, velocity);

    /// <summary>Gives these numbers to a step that another of this kind made, which takes no memory.</summary>
    /// <exception cref="InvalidCastException">It is a step of another kind.</exception>
    public void Renew(ParameterStep step) => ((ParameterStep.By<MomentumStep>)step).Rule = this;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    TLanes IStepRule.Step<TLanes>(TLanes gradient, TLanes parameter, ref TLanes first, ref TLanes second)
    {
        first = TLanes.FusedMultiplyAdd(TLanes.Broadcast(Momentum), first, gradient);
        return TLanes.FusedMultiplyAdd(TLanes.Broadcast(-LearningRate), first, parameter);
    }
}
