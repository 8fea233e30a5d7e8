using System.Runtime.CompilerServices;
using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Elementwise;

/// <summary>The natural logarithm and its kin on lanes. Ours for the reason given at <see cref="Exponential"/>.</summary>
/// <remarks>
/// x = m · 2ⁿ with m in [√½, √2], f = m − 1, s = f / (2 + f); log m = 2·atanh s by its series up to s⁹, arranged so that f itself is added last.
/// Measured against double: log is off by at most 0.9 units in the last place, log(1 + u) by 2 (AccuracyTests).
/// </remarks>
internal static class Logarithm
{
    // ln 2 in two parts: n · high is exact.
    private const float Ln2High = 0.693138123f, Ln2Low = 9.05800061e-6f, SmallestNormal = 1.17549435e-38f, Shift = 1 << 23;

    /// <summary>log x; −∞ at 0, NaN below.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Log<TLanes>(TLanes x)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        TLanes zero = TLanes.Broadcast(0), one = TLanes.Broadcast(1), half = TLanes.Broadcast(0.5f), smallest = TLanes.Broadcast(SmallestNormal);
        TLanes normal = TLanes.IfLess(x, smallest, x * TLanes.Broadcast(Shift), x), m = TLanes.Significand(normal);
        TLanes n = TLanes.Exponent(normal) + TLanes.IfLess(x, smallest, TLanes.Broadcast(-23), zero);
        TLanes root = TLanes.Broadcast(1.41421354f);
        n += TLanes.IfLess(root, m, one, zero);
        TLanes f = TLanes.IfLess(root, m, m * half, m) - one, s = f / (f + TLanes.Broadcast(2)), z = s * s, square = half * f * f;
        TLanes series = TLanes.FusedMultiplyAdd(TLanes.Broadcast(2f / 9), z, TLanes.Broadcast(2f / 7));
        series = TLanes.FusedMultiplyAdd(series, z, TLanes.Broadcast(2f / 5));
        series = TLanes.FusedMultiplyAdd(series, z, TLanes.Broadcast(2f / 3)) * z;
        TLanes small = TLanes.FusedMultiplyAdd(s, square + series, n * TLanes.Broadcast(Ln2Low));
        TLanes result = TLanes.FusedMultiplyAdd(n, TLanes.Broadcast(Ln2High), f - (square - small));
        result = TLanes.IfLess(x, zero, TLanes.Broadcast(float.NaN), TLanes.IfEqual(x, zero, TLanes.Broadcast(float.NegativeInfinity), result));
        return TLanes.IfLess(x, TLanes.Broadcast(float.PositiveInfinity), result, x);
    }

    /// <summary>log(1 + u) for u in [0, 1], also where 1 + u would round to 1: 2·atanh(u / (2 + u)).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes LogOnePlus<TLanes>(TLanes u)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        TLanes s = u / (u + TLanes.Broadcast(2)), z = s * s, twice = s + s;
        TLanes series = TLanes.FusedMultiplyAdd(TLanes.Broadcast(1f / 17), z, TLanes.Broadcast(1f / 15));
        series = TLanes.FusedMultiplyAdd(series, z, TLanes.Broadcast(1f / 13));
        series = TLanes.FusedMultiplyAdd(series, z, TLanes.Broadcast(1f / 11));
        series = TLanes.FusedMultiplyAdd(series, z, TLanes.Broadcast(1f / 9));
        series = TLanes.FusedMultiplyAdd(series, z, TLanes.Broadcast(1f / 7));
        series = TLanes.FusedMultiplyAdd(series, z, TLanes.Broadcast(1f / 5));
        series = TLanes.FusedMultiplyAdd(series, z, TLanes.Broadcast(1f / 3));
        return TLanes.FusedMultiplyAdd(twice * z, series, twice);
    }
}
