namespace ConvLens.Compute.Simd;

/// <summary>One register of floats, for innermost loops: the compiler keeps twelve and more of them where it would move the parts of <see cref="ILanes{TSelf}"/> about.</summary>
/// <remarks>Lanes never mix here, so sixteen of them may go through as one register of 16 or as several of 8 or 4 with the same bits.</remarks>
/// <typeparam name="TSelf">The register.</typeparam>
internal unsafe interface IRegister<TSelf>
    where TSelf : unmanaged, IRegister<TSelf>
{
    /// <summary>Floats of a register.</summary>
    static abstract int Count { get; }

    /// <summary>Numbers from memory.</summary>
    static abstract TSelf Load(float* from);

    /// <summary>One number in all lanes.</summary>
    static abstract TSelf Broadcast(float value);

    /// <summary>One number from memory in all lanes, without a detour through a scalar register.</summary>
    static abstract TSelf Broadcast(float* from);

    /// <summary>left + right.</summary>
    static abstract TSelf operator +(TSelf left, TSelf right);

    /// <summary>sum += left · right with one rounding. By reference: as a value, the result would often come where a factor was and be moved to its sum by an instruction more.</summary>
    static abstract void Accumulate(TSelf left, TSelf right, ref TSelf sum);

    /// <summary>sum += left · numbers from memory with one rounding, in one instruction: a separate load would not be taken into it.</summary>
    static abstract void Accumulate(TSelf left, float* right, ref TSelf sum);

    /// <summary>In each lane: value &lt; least ? least : value, then most &lt; that ? most : that. NaN stays NaN.</summary>
    static abstract TSelf Clamp(TSelf least, TSelf most, TSelf value);

    /// <summary>Writes the numbers to memory.</summary>
    void Store(float* to);
}
