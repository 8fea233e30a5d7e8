using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Simd;

namespace ConvLens.Benchmarks.Peak;

/// <summary>The machine's fused-multiply-add peak: loops that touch nothing but registers, with enough independent sums to fill the pipelines.</summary>
internal static class MultiplyAddPeak
{
    // An item takes some 20 µs, so that threads of unlike speed end together; all of them more than a millisecond, so that handing them out does not show.
    private const int Sums = 12, Rounds = 5_000, ItemsOfThread = 64;

    /// <summary>GFLOP/s of a scheduler's threads together, over at least <paramref name="seconds"/>.</summary>
    public static double Measure(Scheduler scheduler, double seconds)
    {
        int items = scheduler.Threads * ItemsOfThread, lanes = scheduler.LaneBits == 512 ? 16 : 8;
        long start = Stopwatch.GetTimestamp(), done = 0;
        double elapsed = 0;
        for (; elapsed < seconds; elapsed = Stopwatch.GetElapsedTime(start).TotalSeconds, done += items) scheduler.Run(default(Loop), items);
        return 2e-9 * lanes * Sums * Rounds * done / elapsed;
    }

    // Factors of 1 and addends of 0 keep the sums finite; the processor does not know.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Wide()
    {
        Vector512<float> f = Vector512<float>.One, a = Vector512<float>.Zero;
        Vector512<float> s0 = f, s1 = f, s2 = f, s3 = f, s4 = f, s5 = f, s6 = f, s7 = f, s8 = f, s9 = f, s10 = f, s11 = f;
        for (int i = 0; i < Rounds; i++)
        {
            s0 = Vector512.FusedMultiplyAdd(s0, f, a);
            s1 = Vector512.FusedMultiplyAdd(s1, f, a);
            s2 = Vector512.FusedMultiplyAdd(s2, f, a);
            s3 = Vector512.FusedMultiplyAdd(s3, f, a);
            s4 = Vector512.FusedMultiplyAdd(s4, f, a);
            s5 = Vector512.FusedMultiplyAdd(s5, f, a);
            s6 = Vector512.FusedMultiplyAdd(s6, f, a);
            s7 = Vector512.FusedMultiplyAdd(s7, f, a);
            s8 = Vector512.FusedMultiplyAdd(s8, f, a);
            s9 = Vector512.FusedMultiplyAdd(s9, f, a);
            s10 = Vector512.FusedMultiplyAdd(s10, f, a);
            s11 = Vector512.FusedMultiplyAdd(s11, f, a);
        }

        Crew.Keep(Vector512.Sum(s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7 + s8 + s9 + s10 + s11));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Narrow()
    {
        Vector256<float> f = Vector256<float>.One, a = Vector256<float>.Zero;
        Vector256<float> s0 = f, s1 = f, s2 = f, s3 = f, s4 = f, s5 = f, s6 = f, s7 = f, s8 = f, s9 = f, s10 = f, s11 = f;
        for (int i = 0; i < Rounds; i++)
        {
            s0 = Vector256.FusedMultiplyAdd(s0, f, a);
            s1 = Vector256.FusedMultiplyAdd(s1, f, a);
            s2 = Vector256.FusedMultiplyAdd(s2, f, a);
            s3 = Vector256.FusedMultiplyAdd(s3, f, a);
            s4 = Vector256.FusedMultiplyAdd(s4, f, a);
            s5 = Vector256.FusedMultiplyAdd(s5, f, a);
            s6 = Vector256.FusedMultiplyAdd(s6, f, a);
            s7 = Vector256.FusedMultiplyAdd(s7, f, a);
            s8 = Vector256.FusedMultiplyAdd(s8, f, a);
            s9 = Vector256.FusedMultiplyAdd(s9, f, a);
            s10 = Vector256.FusedMultiplyAdd(s10, f, a);
            s11 = Vector256.FusedMultiplyAdd(s11, f, a);
        }

        Crew.Keep(Vector256.Sum(s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7 + s8 + s9 + s10 + s11));
    }

    private readonly struct Loop : IKernel
    {
        // Not written by lanes: twelve sums of two registers each would not fit the sixteen registers of 256 bits.
        public void Run<TLanes>(int item)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            if (typeof(TLanes) == typeof(Lanes512)) Wide();
            else Narrow();
        }
    }
}
