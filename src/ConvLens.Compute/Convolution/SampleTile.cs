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
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Accumulate<TLanes>(float* x, nint step, float* left, float* right, nint signalStep, int length, float* sums)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        if (typeof(TLanes) == typeof(Lanes512)) Split<Register512>(x, step, left, right, signalStep, length, sums);
        else if (typeof(TLanes) == typeof(Lanes256)) Split<Register256>(x, step, left, right, signalStep, length, sums);
        else Split<Register128>(x, step, left, right, signalStep, length, sums);
    }

    private static void Split<TRegister>(float* x, nint step, float* left, float* right, nint signalStep, int length, float* sums)
        where TRegister : unmanaged, IRegister<TRegister>
    {
        for (int lane = 0; lane < 16; lane += TRegister.Count) Add<TRegister>(x + lane, step, left + lane, right + lane, signalStep, length, sums + lane);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add<TRegister>(float* x, nint step, float* left, float* right, nint signalStep, int length, float* sums)
        where TRegister : unmanaged, IRegister<TRegister>
    {
        TRegister s0 = TRegister.Load(sums), s1 = TRegister.Load(sums + 16), s2 = TRegister.Load(sums + 32);
        TRegister s3 = TRegister.Load(sums + 48), s4 = TRegister.Load(sums + 64), s5 = TRegister.Load(sums + 80);
        TRegister t0 = TRegister.Load(sums + 96), t1 = TRegister.Load(sums + 112), t2 = TRegister.Load(sums + 128);
        TRegister t3 = TRegister.Load(sums + 144), t4 = TRegister.Load(sums + 160), t5 = TRegister.Load(sums + 176);
        for (; length > 0; length--, x += step, left += signalStep, right += signalStep)
        {
            TRegister p = TRegister.Load(left), q = TRegister.Load(right), number = TRegister.Load(x);
            s0 = TRegister.FusedMultiplyAdd(number, p, s0);
            t0 = TRegister.FusedMultiplyAdd(number, q, t0);
            number = TRegister.Load(x + 16);
            s1 = TRegister.FusedMultiplyAdd(number, p, s1);
            t1 = TRegister.FusedMultiplyAdd(number, q, t1);
            number = TRegister.Load(x + 32);
            s2 = TRegister.FusedMultiplyAdd(number, p, s2);
            t2 = TRegister.FusedMultiplyAdd(number, q, t2);
            number = TRegister.Load(x + 48);
            s3 = TRegister.FusedMultiplyAdd(number, p, s3);
            t3 = TRegister.FusedMultiplyAdd(number, q, t3);
            number = TRegister.Load(x + 64);
            s4 = TRegister.FusedMultiplyAdd(number, p, s4);
            t4 = TRegister.FusedMultiplyAdd(number, q, t4);
            number = TRegister.Load(x + 80);
            s5 = TRegister.FusedMultiplyAdd(number, p, s5);
            t5 = TRegister.FusedMultiplyAdd(number, q, t5);
        }

        s0.Store(sums);
        s1.Store(sums + 16);
        s2.Store(sums + 32);
        s3.Store(sums + 48);
        s4.Store(sums + 64);
        s5.Store(sums + 80);
        t0.Store(sums + 96);
        t1.Store(sums + 112);
        t2.Store(sums + 128);
        t3.Store(sums + 144);
        t4.Store(sums + 160);
        t5.Store(sums + 176);
    }
}
