using System.Runtime.CompilerServices;
using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Convolution;

/// <summary>The innermost loop of weight gradients whose lanes are samples: six numbers of a line's patches with two signals.</summary>
/// <remarks>
/// <code>
/// sums[s, i, j] += Σ_l x[l · step + i · 16 + j] · signal_s[l · signalStep + j]     s: 2 signals, i: 6 numbers, j: 16 lanes
/// </code>
/// </remarks>
internal static unsafe class SampleTile
{
    /// <summary>Neighbouring numbers of a patch.</summary>
    public const int Numbers = 6;

    /// <summary>Floats of the sums.</summary>
    public const int Length = 2 * Numbers * SampleLanes.Count;

    /// <summary>Adds to the sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Accumulate<TLanes>(float* x, nint step, float* left, float* right, nint signalStep, int length, float* sums)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        if (typeof(TLanes) != typeof(Lanes512))
        {
            AccumulateOne<TLanes>(x, step, left, signalStep, length, sums);
            AccumulateOne<TLanes>(x, step, right, signalStep, length, sums + (Length / 2));
            return;
        }

        TLanes s0 = TLanes.Load(sums), s1 = TLanes.Load(sums + 16), s2 = TLanes.Load(sums + 32);
        TLanes s3 = TLanes.Load(sums + 48), s4 = TLanes.Load(sums + 64), s5 = TLanes.Load(sums + 80);
        TLanes t0 = TLanes.Load(sums + 96), t1 = TLanes.Load(sums + 112), t2 = TLanes.Load(sums + 128);
        TLanes t3 = TLanes.Load(sums + 144), t4 = TLanes.Load(sums + 160), t5 = TLanes.Load(sums + 176);
        for (int l = length; l > 0; l--, x += step, left += signalStep, right += signalStep)
        {
            TLanes first = TLanes.Load(left), second = TLanes.Load(right), number = TLanes.Load(x);
            s0 = TLanes.FusedMultiplyAdd(number, first, s0);
            t0 = TLanes.FusedMultiplyAdd(number, second, t0);
            number = TLanes.Load(x + 16);
            s1 = TLanes.FusedMultiplyAdd(number, first, s1);
            t1 = TLanes.FusedMultiplyAdd(number, second, t1);
            number = TLanes.Load(x + 32);
            s2 = TLanes.FusedMultiplyAdd(number, first, s2);
            t2 = TLanes.FusedMultiplyAdd(number, second, t2);
            number = TLanes.Load(x + 48);
            s3 = TLanes.FusedMultiplyAdd(number, first, s3);
            t3 = TLanes.FusedMultiplyAdd(number, second, t3);
            number = TLanes.Load(x + 64);
            s4 = TLanes.FusedMultiplyAdd(number, first, s4);
            t4 = TLanes.FusedMultiplyAdd(number, second, t4);
            number = TLanes.Load(x + 80);
            s5 = TLanes.FusedMultiplyAdd(number, first, s5);
            t5 = TLanes.FusedMultiplyAdd(number, second, t5);
        }

        Store(s0, s1, s2, s3, s4, s5, sums);
        Store(t0, t1, t2, t3, t4, t5, sums + (Length / 2));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AccumulateOne<TLanes>(float* x, nint step, float* signal, nint signalStep, int length, float* sums)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        TLanes s0 = TLanes.Load(sums), s1 = TLanes.Load(sums + 16), s2 = TLanes.Load(sums + 32);
        TLanes s3 = TLanes.Load(sums + 48), s4 = TLanes.Load(sums + 64), s5 = TLanes.Load(sums + 80);
        for (int l = length; l > 0; l--, x += step, signal += signalStep)
        {
            TLanes one = TLanes.Load(signal);
            s0 = TLanes.FusedMultiplyAdd(TLanes.Load(x), one, s0);
            s1 = TLanes.FusedMultiplyAdd(TLanes.Load(x + 16), one, s1);
            s2 = TLanes.FusedMultiplyAdd(TLanes.Load(x + 32), one, s2);
            s3 = TLanes.FusedMultiplyAdd(TLanes.Load(x + 48), one, s3);
            s4 = TLanes.FusedMultiplyAdd(TLanes.Load(x + 64), one, s4);
            s5 = TLanes.FusedMultiplyAdd(TLanes.Load(x + 80), one, s5);
        }

        Store(s0, s1, s2, s3, s4, s5, sums);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<TLanes>(TLanes s0, TLanes s1, TLanes s2, TLanes s3, TLanes s4, TLanes s5, float* sums)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        s0.Store(sums);
        s1.Store(sums + 16);
        s2.Store(sums + 32);
        s3.Store(sums + 48);
        s4.Store(sums + 64);
        s5.Store(sums + 80);
    }
}
