using System.Runtime.CompilerServices;
using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Convolution;

/// <summary>Stretches of sixteen samples of a batch, turned so that lane s of each number is sample s, and back.</summary>
internal static unsafe class SampleLanes
{
    /// <summary>Samples that go together.</summary>
    public const int Count = 16;

    // Samples often lie a power of two apart, where a near cache holds few lines at a time: each line is read and written whole, once.
    private const int Stretch = 16;

    /// <summary>to[k · 16 + s] = from[s · pitch + k]; samples from <paramref name="samples"/> on are zeros.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Join(float* from, nint pitch, int samples, int length, float* to)
    {
        for (int k = 0; k < length; k += Stretch, from += Stretch, to += Stretch * Count)
            for (int s = 0, count = Math.Min(Stretch, length - k); s < Count; s += Transposition.Side)
            {
                float* source = from + (s * pitch), target = to + s;
                int j = 0;
                if (samples >= s + Transposition.Side)
                    for (; j + Transposition.Side <= count; j += Transposition.Side) Transposition.Turn(source + j, pitch, target + (j * Count), Count);
                for (; j < count; j++)
                    for (int i = 0; i < Transposition.Side; i++) target[(j * Count) + i] = s + i < samples ? source[(i * pitch) + j] : 0;
            }
    }

    /// <summary>to[s · pitch + k] = from[k · 16 + s] for the first <paramref name="samples"/> samples.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Part(float* from, int length, float* to, nint pitch, int samples)
    {
        for (int k = 0; k < length; k += Stretch, from += Stretch * Count, to += Stretch)
            for (int s = 0, count = Math.Min(Stretch, length - k); s < samples; s += Transposition.Side)
            {
                float* source = from + s, target = to + (s * pitch);
                int j = 0;
                if (samples >= s + Transposition.Side)
                    for (; j + Transposition.Side <= count; j += Transposition.Side) Transposition.Turn(source + (j * Count), Count, target + j, pitch);
                for (; j < count; j++)
                    for (int i = 0; i < Math.Min(Transposition.Side, samples - s); i++) target[(i * pitch) + j] = source[(j * Count) + i];
            }
    }
}
