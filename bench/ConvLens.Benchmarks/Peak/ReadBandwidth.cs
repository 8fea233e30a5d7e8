using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ConvLens.Benchmarks.Peak;

/// <summary>How fast numbers come from memory: sums over far more of them than any cache holds.</summary>
internal static class ReadBandwidth
{
    private const int Floats = 1 << 28;

    /// <summary>GB/s (10⁹ bytes) of <paramref name="threads"/> threads together; the best of several tries.</summary>
    public static double Measure(int threads)
    {
        float[] numbers = GC.AllocateUninitializedArray<float>(Floats);
        numbers.AsSpan().Fill(1);
        int share = Floats / threads;
        return 4e-9 * share * threads / Crew.BestSeconds(threads, thread => Sum(numbers.AsSpan(thread * share, share)));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Sum(ReadOnlySpan<float> numbers)
    {
        ReadOnlySpan<Vector512<float>> vectors = MemoryMarshal.Cast<float, Vector512<float>>(numbers);
        Vector512<float> s0 = default, s1 = default, s2 = default, s3 = default;
        for (int i = 0; i + 4 <= vectors.Length; i += 4)
        {
            s0 += vectors[i];
            s1 += vectors[i + 1];
            s2 += vectors[i + 2];
            s3 += vectors[i + 3];
        }

        Crew.Keep(Vector512.Sum(s0 + s1 + s2 + s3));
    }
}
