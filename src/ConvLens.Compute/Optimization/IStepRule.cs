using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Optimization;

/// <summary>What an optimizer's step does to sixteen numbers of a parameter and to what it remembers of them.</summary>
internal interface IStepRule
{
    /// <summary>Numbers that it remembers of each number of the parameter: 0, 1 or 2.</summary>
    static abstract int Slots { get; }

    /// <summary>The parameter's new value. Where nothing is remembered, <paramref name="first"/> and <paramref name="second"/> mean nothing.</summary>
    TLanes Step<TLanes>(TLanes gradient, TLanes parameter, ref TLanes first, ref TLanes second)
        where TLanes : unmanaged, ILanes<TLanes>;
}
