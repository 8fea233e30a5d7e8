using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Convolution;

/// <summary>Where a tile finds its numbers, in floats.</summary>
/// <param name="WeightRun">From one run of weights to the next.</param>
/// <param name="Step">From one number of a run to the next.</param>
/// <param name="Vector">From one sixteen numbers to the next that go through the tile together.</param>
/// <param name="SumRow">From one row of sums to the next.</param>
/// <param name="SumVector">From one sixteen sums of a row to the next.</param>
internal readonly record struct TileLayout(nint WeightRun, nint Step, nint Vector, nint SumRow, nint SumVector)
{
    /// <summary>Where the numbers of a register begin, counted through the sixteens.</summary>
    public nint Place<TRegister>(int register)
        where TRegister : unmanaged, IRegister<TRegister> => Place<TRegister>(register, Vector);

    /// <summary>Where its sums begin.</summary>
    public nint SumPlace<TRegister>(int register)
        where TRegister : unmanaged, IRegister<TRegister> => Place<TRegister>(register, SumVector);

    private static nint Place<TRegister>(int register, nint vector)
        where TRegister : unmanaged, IRegister<TRegister>
    {
        int parts = 16 / TRegister.Count;
        return (register / parts * vector) + (register % parts * TRegister.Count);
    }
}
