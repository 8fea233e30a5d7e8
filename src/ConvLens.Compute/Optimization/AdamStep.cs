using System.Runtime.CompilerServices;
using ConvLens.Compute.Tensors;

namespace ConvLens.Compute.Optimization;

/// <summary>One step of Adam [kingma2015].</summary>
/// <remarks><code>
/// m = β₁·m + (1 − β₁)·g        v = β₂·v + (1 − β₂)·g²
/// p −= η / (1 − β₁ᵗ) · m / (√(v / (1 − β₂ᵗ)) + ε)
/// </code></remarks>
/// <param name="LearningRate">η.</param>
/// <param name="Beta1">β₁.</param>
/// <param name="Beta2">β₂.</param>
/// <param name="Epsilon">ε.</param>
/// <param name="Correction1">1 − β₁ᵗ.</param>
/// <param name="Correction2">1 − β₂ᵗ.</param>
public readonly record struct AdamStep(float LearningRate, float Beta1, float Beta2, float Epsilon, float Correction1, float Correction2) : IStepRule
{
    static int IStepRule.Slots => 2;

    /// <summary>The step for a parameter with its two moments, m and v.</summary>
    /// <exception cref="ArgumentException">A moment has another length than the parameter.</exception>
    public ParameterStep For(Tensor parameter, Tensor mean, Tensor square) => new ParameterStep.By<AdamStep>(this, parameter, mean, square);

    /// <summary>Gives these numbers to a step that another of this kind made, which takes no memory.</summary>
    /// <exception cref="InvalidCastException">It is a step of another kind.</exception>
    public void Renew(ParameterStep step) => ((ParameterStep.By<AdamStep>)step).Rule = this;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    TLanes IStepRule.Step<TLanes>(TLanes gradient, TLanes parameter, ref TLanes first, ref TLanes second)
    {
        first = TLanes.FusedMultiplyAdd(TLanes.Broadcast(Beta1), first, TLanes.Broadcast(1 - Beta1) * gradient);
        second = TLanes.FusedMultiplyAdd(TLanes.Broadcast(Beta2), second, TLanes.Broadcast(1 - Beta2) * gradient * gradient);
        TLanes scale = TLanes.Sqrt(second / TLanes.Broadcast(Correction2)) + TLanes.Broadcast(Epsilon);
        return TLanes.FusedMultiplyAdd(TLanes.Broadcast(-LearningRate / Correction1), first / scale, parameter);
    }
}
