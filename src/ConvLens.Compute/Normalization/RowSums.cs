using System.Runtime.CompilerServices;
using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Normalization;

/// <summary>Adds rows of a matrix to sums of its columns. Each sum is one chain over the rows.</summary>
internal static unsafe class RowSums
{
    // Rows whose numbers are added before a sum goes back to memory.
    private const int Together = 4;

    /// <summary>sums[j] += Σ x[i, j].</summary>
    /// <param name="x">The first row.</param>
    /// <param name="pitch">Floats from row to row.</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="columns">How many columns.</param>
    /// <param name="sums">One number a column.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add<TLanes>(float* x, nint pitch, int rows, int columns, float* sums)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        nint ahead = Together * pitch;
        for (int count; rows > 0; rows -= count, x += count * pitch)
        {
            count = Math.Min(Together, rows);
            int j = 0;
            for (; j + 16 <= columns; j += 16)
            {
                float* number = x + j, end = number + (count * pitch);
                TLanes sum = TLanes.Load(sums + j);
                for (; number != end; number += pitch)
                {
                    Prefetch.Soon(number + ahead);
                    sum += TLanes.Load(number);
                }

                sum.Store(sums + j);
            }

            for (; j < columns; j++)
                for (int i = 0; i < count; i++) sums[j] += x[(i * pitch) + j];
        }
    }

    /// <summary>sums[j] += Σ (x[i, j] − center[j])²; parameters as those of <see cref="Add{TLanes}"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddSquares<TLanes>(float* x, nint pitch, int rows, int columns, float* center, float* sums)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        for (int count; rows > 0; rows -= count, x += count * pitch)
        {
            count = Math.Min(Together, rows);
            int j = 0;
            for (; j + 16 <= columns; j += 16)
            {
                float* number = x + j, end = number + (count * pitch);
                TLanes sum = TLanes.Load(sums + j), middle = TLanes.Load(center + j);
                for (; number != end; number += pitch)
                {
                    TLanes centered = TLanes.Load(number) - middle;
                    sum = TLanes.FusedMultiplyAdd(centered, centered, sum);
                }

                sum.Store(sums + j);
            }

            for (; j < columns; j++)
                for (int i = 0; i < count; i++)
                {
                    float centered = x[(i * pitch) + j] - center[j];
                    sums[j] = MathF.FusedMultiplyAdd(centered, centered, sums[j]);
                }
        }
    }

    /// <summary>sums[j] += Σ (x[i, j] − center[j]) · y[i, j] and ySums[j] += Σ y[i, j]; parameters as those of <see cref="Add{TLanes}"/>.</summary>
    /// <param name="x">The first row.</param>
    /// <param name="y">The first row of the other matrix.</param>
    /// <param name="pitch">Floats from row to row.</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="columns">How many columns.</param>
    /// <param name="factors">The center, and where there is a rectifier its scale and shift, each <paramref name="factorPitch"/> floats after the one before.</param>
    /// <param name="factorPitch">See there.</param>
    /// <param name="rectifier">A rectifier behind x · scale + shift that y passes first.</param>
    /// <param name="sums">One number a column.</param>
    /// <param name="ySums">One number a column.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddProducts<TLanes, TRectifier>(float* x, float* y, nint pitch, int rows, int columns, float* factors, nint factorPitch, TRectifier rectifier, float* sums, float* ySums)
        where TLanes : unmanaged, ILanes<TLanes>
        where TRectifier : struct, IRectifier
    {
        float* scales = factors + factorPitch, shifts = scales + factorPitch;
        nint ahead = Together * pitch;
        for (int count; rows > 0; rows -= count, x += count * pitch, y += count * pitch)
        {
            count = Math.Min(Together, rows);
            int j = 0;
            for (; j + 16 <= columns; j += 16)
            {
                float* number = x + j, other = y + j, end = number + (count * pitch);
                float* center = factors + j, scale = scales + j, shift = shifts + j;
                TLanes sum = TLanes.Load(sums + j), signals = TLanes.Load(ySums + j);
                for (; number != end; number += pitch, other += pitch)
                {
                    // Two times eight streams are more than a processor follows by itself.
                    Prefetch.Soon(number + ahead);
                    Prefetch.Soon(other + ahead);
                    TLanes value = TLanes.Load(number), signal = TLanes.Load(other);
                    // Factors come from memory with the instruction that needs them: there are not enough registers.
                    if (TRectifier.IsThere) signal = rectifier.Pass(TLanes.FusedMultiplyAdd(TLanes.Load(scale), value, TLanes.Load(shift)), signal);
                    TLanes.Accumulate(value - TLanes.Load(center), signal, ref sum);
                    signals += signal;
                }

                sum.Store(sums + j);
                signals.Store(ySums + j);
            }

            for (; j < columns; j++)
                for (int i = 0; i < count; i++)
                {
                    float value = x[(i * pitch) + j], signal = y[(i * pitch) + j];
                    if (TRectifier.IsThere) signal = rectifier.Pass(MathF.FusedMultiplyAdd(value, scales[j], shifts[j]), signal);
                    sums[j] = MathF.FusedMultiplyAdd(value - factors[j], signal, sums[j]);
                    ySums[j] += signal;
                }
        }
    }
}
