using System.Runtime.CompilerServices;
using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Convolution;

/// <summary>The innermost loop of convolutions with few outputs and large kernels: six sums for each of 32 neighbouring pixels.</summary>
/// <remarks>
/// <code>
/// sums[i, j] += Σ_run Σ_l a[(run · length + l) · 6 + i] · x[offset_run + l + j]     i: 6 rows, j: 32 pixels
/// </code>
/// Lanes are pixels of a plane, so that not even a single output channel leaves them empty. Each number loaded serves six sums.
/// </remarks>
internal static unsafe class PlanarTile
{
    /// <summary>Sums for each pixel.</summary>
    public const int Rows = 6;

    /// <summary>Pixels of a tile.</summary>
    public const int Pixels = 32;

    /// <summary>Computes the sums of a tile, starting from zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Compute<TLanes>(float* a, float* x, int* offsets, int runs, int length, float* sums)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        if (typeof(TLanes) != typeof(Lanes512))
        {
            Compute16<TLanes>(a, x, offsets, runs, length, sums);
            Compute16<TLanes>(a, x + 16, offsets, runs, length, sums + 16);
            return;
        }

        TLanes zero = TLanes.Broadcast(0);
        TLanes s0 = zero, s1 = zero, s2 = zero, s3 = zero, s4 = zero, s5 = zero, t0 = zero, t1 = zero, t2 = zero, t3 = zero, t4 = zero, t5 = zero;
        for (int run = 0; run < runs; run++)
        {
            float* pixel = x + offsets[run];
            for (int l = length; l > 0; l--, pixel++, a += Rows)
            {
                TLanes left = TLanes.Load(pixel), right = TLanes.Load(pixel + 16), row = TLanes.Broadcast(a[0]);
                s0 = TLanes.FusedMultiplyAdd(row, left, s0);
                t0 = TLanes.FusedMultiplyAdd(row, right, t0);
                row = TLanes.Broadcast(a[1]);
                s1 = TLanes.FusedMultiplyAdd(row, left, s1);
                t1 = TLanes.FusedMultiplyAdd(row, right, t1);
                row = TLanes.Broadcast(a[2]);
                s2 = TLanes.FusedMultiplyAdd(row, left, s2);
                t2 = TLanes.FusedMultiplyAdd(row, right, t2);
                row = TLanes.Broadcast(a[3]);
                s3 = TLanes.FusedMultiplyAdd(row, left, s3);
                t3 = TLanes.FusedMultiplyAdd(row, right, t3);
                row = TLanes.Broadcast(a[4]);
                s4 = TLanes.FusedMultiplyAdd(row, left, s4);
                t4 = TLanes.FusedMultiplyAdd(row, right, t4);
                row = TLanes.Broadcast(a[5]);
                s5 = TLanes.FusedMultiplyAdd(row, left, s5);
                t5 = TLanes.FusedMultiplyAdd(row, right, t5);
            }
        }

        s0.Store(sums);
        t0.Store(sums + 16);
        s1.Store(sums + Pixels);
        t1.Store(sums + Pixels + 16);
        s2.Store(sums + (2 * Pixels));
        t2.Store(sums + (2 * Pixels) + 16);
        s3.Store(sums + (3 * Pixels));
        t3.Store(sums + (3 * Pixels) + 16);
        s4.Store(sums + (4 * Pixels));
        t4.Store(sums + (4 * Pixels) + 16);
        s5.Store(sums + (5 * Pixels));
        t5.Store(sums + (5 * Pixels) + 16);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Compute16<TLanes>(float* a, float* x, int* offsets, int runs, int length, float* sums)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        TLanes zero = TLanes.Broadcast(0), s0 = zero, s1 = zero, s2 = zero, s3 = zero, s4 = zero, s5 = zero;
        for (int run = 0; run < runs; run++)
        {
            float* pixel = x + offsets[run];
            for (int l = length; l > 0; l--, pixel++, a += Rows)
            {
                TLanes column = TLanes.Load(pixel);
                s0 = TLanes.FusedMultiplyAdd(TLanes.Broadcast(a[0]), column, s0);
                s1 = TLanes.FusedMultiplyAdd(TLanes.Broadcast(a[1]), column, s1);
                s2 = TLanes.FusedMultiplyAdd(TLanes.Broadcast(a[2]), column, s2);
                s3 = TLanes.FusedMultiplyAdd(TLanes.Broadcast(a[3]), column, s3);
                s4 = TLanes.FusedMultiplyAdd(TLanes.Broadcast(a[4]), column, s4);
                s5 = TLanes.FusedMultiplyAdd(TLanes.Broadcast(a[5]), column, s5);
            }
        }

        s0.Store(sums);
        s1.Store(sums + Pixels);
        s2.Store(sums + (2 * Pixels));
        s3.Store(sums + (3 * Pixels));
        s4.Store(sums + (4 * Pixels));
        s5.Store(sums + (5 * Pixels));
    }
}
