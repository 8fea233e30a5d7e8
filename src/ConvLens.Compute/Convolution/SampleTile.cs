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
        // Two pixels in one: a busy neighbour on the same core leaves time for few instructions beside the multiply-adds.
        for (; length > 1; length -= 2, x += 2 * step, left += 2 * signalStep, right += 2 * signalStep)
        {
            Add(x, TRegister.Load(left), TRegister.Load(right), ref s0, ref s1, ref s2, ref s3, ref s4, ref s5, ref t0, ref t1, ref t2, ref t3, ref t4, ref t5);
            Add(x + step, TRegister.Load(left + signalStep), TRegister.Load(right + signalStep), ref s0, ref s1, ref s2, ref s3, ref s4, ref s5, ref t0, ref t1, ref t2, ref t3, ref t4, ref t5);
        }

        if (length > 0) Add(x, TRegister.Load(left), TRegister.Load(right), ref s0, ref s1, ref s2, ref s3, ref s4, ref s5, ref t0, ref t1, ref t2, ref t3, ref t4, ref t5);
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

    /// <summary>Six numbers of a pixel with its two signals.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<TRegister>(
        float* x, TRegister p, TRegister q, ref TRegister s0, ref TRegister s1, ref TRegister s2, ref TRegister s3, ref TRegister s4, ref TRegister s5,
        ref TRegister t0, ref TRegister t1, ref TRegister t2, ref TRegister t3, ref TRegister t4, ref TRegister t5)
        where TRegister : unmanaged, IRegister<TRegister>
    {
        TRegister number = TRegister.Load(x);
        TRegister.Accumulate(number, p, ref s0);
        TRegister.Accumulate(number, q, ref t0);
        number = TRegister.Load(x + 16);
        TRegister.Accumulate(number, p, ref s1);
        TRegister.Accumulate(number, q, ref t1);
        number = TRegister.Load(x + 32);
        TRegister.Accumulate(number, p, ref s2);
        TRegister.Accumulate(number, q, ref t2);
        number = TRegister.Load(x + 48);
        TRegister.Accumulate(number, p, ref s3);
        TRegister.Accumulate(number, q, ref t3);
        number = TRegister.Load(x + 64);
        TRegister.Accumulate(number, p, ref s4);
        TRegister.Accumulate(number, q, ref t4);
        number = TRegister.Load(x + 80);
        TRegister.Accumulate(number, p, ref s5);
        TRegister.Accumulate(number, q, ref t5);
    }
}
