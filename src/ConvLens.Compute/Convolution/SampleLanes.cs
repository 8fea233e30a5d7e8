using System.Runtime.CompilerServices;
using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Convolution;

/// <summary>Stretches of sixteen samples of a batch, turned so that lane s of each number is sample s, and back.</summary>
internal static unsafe class SampleLanes
{
    /// <summary>Samples that go together.</summary>
    public const int Count = 16;

    /// <summary>to[k · 16 + s] = from[s · pitch + k]; samples from <paramref name="samples"/> on are zeros.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Join(float* from, long pitch, int samples, int length, float* to)
    {
        for (int s = 0; s < Count; s += Transposition.Side, from += Transposition.Side * pitch, to += Transposition.Side)
        {
            int k = 0;
            if (samples >= s + Transposition.Side)
                for (; k + Transposition.Side <= length; k += Transposition.Side) Transposition.Turn(from + k, (nint)pitch, to + ((nint)k * Count), Count);
            for (; k < length; k++)
                for (int i = 0; i < Transposition.Side; i++) to[((nint)k * Count) + i] = s + i < samples ? from[(i * pitch) + k] : 0;
        }
    }

    /// <summary>to[s · pitch + k] = from[k · 16 + s] for the first <paramref name="samples"/> samples.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Part(float* from, int length, float* to, long pitch, int samples)
    {
        for (int s = 0; s < samples; s += Transposition.Side, from += Transposition.Side, to += Transposition.Side * pitch)
        {
            int k = 0;
            if (samples >= s + Transposition.Side)
                for (; k + Transposition.Side <= length; k += Transposition.Side) Transposition.Turn(from + ((nint)k * Count), Count, to + k, (nint)pitch);
            for (; k < length; k++)
                for (int i = 0; i < Math.Min(Transposition.Side, samples - s); i++) to[(i * pitch) + k] = from[((nint)k * Count) + i];
        }
    }
}
