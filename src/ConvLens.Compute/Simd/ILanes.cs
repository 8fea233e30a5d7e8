namespace ConvLens.Compute.Simd;

/// <summary>Sixteen floats that go through an operation together, whatever the width of the machine's registers.</summary>
/// <remarks>
/// A kernel is written once against this interface. It runs as one 512-bit, two 256-bit or four 128-bit registers, and gives the same bits each
/// time: lanes never mix except in <see cref="Sum"/>, whose tree is fixed, and every multiply-add is fused.
/// </remarks>
/// <typeparam name="TSelf">The register set.</typeparam>
internal unsafe interface ILanes<TSelf>
    where TSelf : unmanaged, ILanes<TSelf>
{
    /// <summary>Sixteen numbers from memory.</summary>
    static abstract TSelf Load(float* from);

    /// <summary>One number in all lanes.</summary>
    static abstract TSelf Broadcast(float value);

    /// <summary>One number from memory in all lanes, without a detour through a scalar register.</summary>
    static abstract TSelf Broadcast(float* from);

    /// <summary>left · right + addend with one rounding.</summary>
    static abstract TSelf FusedMultiplyAdd(TSelf left, TSelf right, TSelf addend);

    /// <summary>sum += left · right with one rounding, in place.</summary>
    /// <remarks>For innermost loops: where a register set is several registers, <c>sum = FusedMultiplyAdd(…, sum)</c> is compiled to a copy of each of them, which on 256 bits halves the speed.</remarks>
    static abstract void Accumulate(TSelf left, TSelf right, ref TSelf sum);

    /// <summary>The square root, correctly rounded.</summary>
    static abstract TSelf Sqrt(TSelf value);

    /// <summary>The nearest integer, halves to even.</summary>
    static abstract TSelf Round(TSelf value);

    /// <summary>The next integer below.</summary>
    static abstract TSelf Floor(TSelf value);

    /// <summary>The next integer above.</summary>
    static abstract TSelf Ceiling(TSelf value);

    /// <summary>The larger of two; NaN if either is, and +0 is larger than −0.</summary>
    static abstract TSelf Max(TSelf left, TSelf right);

    /// <summary>The smaller of two; NaN if either is.</summary>
    static abstract TSelf Min(TSelf left, TSelf right);

    /// <summary>In each lane: value &lt; least ? least : value. NaN stays NaN.</summary>
    static abstract TSelf AtLeast(TSelf least, TSelf value);

    /// <summary>In each lane: most &lt; value ? most : value. NaN stays NaN.</summary>
    static abstract TSelf AtMost(TSelf most, TSelf value);

    /// <summary>n of x = m · 2ⁿ with m in [1, 2), for positive normal x.</summary>
    static abstract TSelf Exponent(TSelf value);

    /// <summary>m of x = m · 2ⁿ with m in [1, 2), for positive normal x.</summary>
    static abstract TSelf Significand(TSelf value);

    /// <summary>2ⁿ for whole n in −126 … 127.</summary>
    static abstract TSelf PowerOfTwo(TSelf n);

    /// <summary>In each lane: left &lt; right ? then : otherwise. False where either is NaN.</summary>
    static abstract TSelf IfLess(TSelf left, TSelf right, TSelf then, TSelf otherwise);

    /// <summary>In each lane: left = right ? then : otherwise. False where either is NaN.</summary>
    static abstract TSelf IfEqual(TSelf left, TSelf right, TSelf then, TSelf otherwise);

    /// <summary>left + right.</summary>
    static abstract TSelf operator +(TSelf left, TSelf right);

    /// <summary>left − right.</summary>
    static abstract TSelf operator -(TSelf left, TSelf right);

    /// <summary>left · right.</summary>
    static abstract TSelf operator *(TSelf left, TSelf right);

    /// <summary>left / right.</summary>
    static abstract TSelf operator /(TSelf left, TSelf right);

    /// <summary>Writes the sixteen numbers to memory.</summary>
    void Store(float* to);

    /// <summary>Writes the sixteen numbers by fours, each <paramref name="pitch"/> floats from the last.</summary>
    void StoreQuads(float* to, nint pitch);

    /// <summary>The sum of the lanes by halving: lane i + lane i + 8, then + 4, + 2, + 1.</summary>
    float Sum();
}
