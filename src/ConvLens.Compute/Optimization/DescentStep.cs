using System.Runtime.CompilerServices;
using ConvLens.Compute.Tensors;

namespace ConvLens.Compute.Optimization;

/// <summary>One step of plain gradient descent, which remembers nothing: <c>p −= η·g</c>.</summary>
/// <param name="LearningRate">η.</param>
public readonly record struct DescentStep(float LearningRate) : IStepRule
{
    static int IStepRule.Slots => 0;

    /// <summary>The step for a parameter.</summary>
    public ParameterStep For(Tensor parameter) => new ParameterStep.By<DescentStep>(this, parameter);

    /// <summary>Gives these numbers to a step that another of this kind made, which takes no memory.</summary>
    /// <exception cref="InvalidCastException">It is a step of another kind.</exception>
    public void Renew(ParameterStep step) => ((ParameterStep.By<DescentStep>)step).Rule = this;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    TLanes IStepRule.Step<TLanes>(TLanes gradient, TLanes parameter, ref TLanes first, ref TLanes second) =>
        TLanes.FusedMultiplyAdd(TLanes.Broadcast(-LearningRate), gradient, parameter);
}
