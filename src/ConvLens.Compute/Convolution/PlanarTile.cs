using System.Runtime.CompilerServices;
using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Convolution;

/// <summary>The innermost loop of convolutions with few outputs whose lanes are pixels or samples: six sums for each of up to twice sixteen numbers.</summary>
/// <remarks>
/// <code>
/// sums[i, v, j] = starts[i] + Σ_run Σ_l a[run · weightRun + l · 6 + i] · x[offset_run + l · step + v · vector + j]     i: 6 rows, v: 2 vectors, j: 16 lanes
/// </code>
/// Not even a single output channel leaves lanes empty. Each number loaded serves six sums.
/// </remarks>
internal static unsafe class PlanarTile
{
    /// <summary>Sums for each number.</summary>
    public const int Rows = 6;

    /// <summary>Sixteens of numbers of a tile.</summary>
    public const int Vectors = 2;

    /// <summary>Numbers of a tile.</summary>
    public const int Pixels = Vectors * 16;

    /// <summary>Computes the sums of a tile, starting from six given numbers; of the last sixteens only <paramref name="vectors"/> need be right.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Compute<TLanes>(float* a, float* x, int* offsets, int runs, int length, in TileLayout layout, float* starts, float* sums, int vectors)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        if (typeof(TLanes) != typeof(Lanes512))
        {
            for (int v = 0; v < vectors; v++) Compute16<TLanes>(a, x + (v * layout.Vector), offsets, runs, length, layout, starts, sums + (v * layout.SumVector));
            return;
        }

        nint step = layout.Step, second = layout.Vector;
        TLanes s0 = TLanes.Broadcast(starts[0]), s1 = TLanes.Broadcast(starts[1]), s2 = TLanes.Broadcast(starts[2]);
        TLanes s3 = TLanes.Broadcast(starts[3]), s4 = TLanes.Broadcast(starts[4]), s5 = TLanes.Broadcast(starts[5]);
        TLanes t0 = s0, t1 = s1, t2 = s2, t3 = s3, t4 = s4, t5 = s5;
        for (int run = 0; run < runs; run++)
        {
            float* number = x + offsets[run], weight = a + (run * layout.WeightRun);
            for (int l = length; l > 0; l--, number += step, weight += Rows)
            {
                TLanes left = TLanes.Load(number), right = TLanes.Load(number + second), row = TLanes.Broadcast(weight[0]);
                s0 = TLanes.FusedMultiplyAdd(row, left, s0);
                t0 = TLanes.FusedMultiplyAdd(row, right, t0);
                row = TLanes.Broadcast(weight[1]);
                s1 = TLanes.FusedMultiplyAdd(row, left, s1);
                t1 = TLanes.FusedMultiplyAdd(row, right, t1);
                row = TLanes.Broadcast(weight[2]);
                s2 = TLanes.FusedMultiplyAdd(row, left, s2);
                t2 = TLanes.FusedMultiplyAdd(row, right, t2);
                row = TLanes.Broadcast(weight[3]);
                s3 = TLanes.FusedMultiplyAdd(row, left, s3);
                t3 = TLanes.FusedMultiplyAdd(row, right, t3);
                row = TLanes.Broadcast(weight[4]);
                s4 = TLanes.FusedMultiplyAdd(row, left, s4);
                t4 = TLanes.FusedMultiplyAdd(row, right, t4);
                row = TLanes.Broadcast(weight[5]);
                s5 = TLanes.FusedMultiplyAdd(row, left, s5);
                t5 = TLanes.FusedMultiplyAdd(row, right, t5);
            }
        }

        Store(s0, s1, s2, s3, s4, s5, layout.SumRow, sums);
        Store(t0, t1, t2, t3, t4, t5, layout.SumRow, sums + layout.SumVector);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Compute16<TLanes>(float* a, float* x, int* offsets, int runs, int length, in TileLayout layout, float* starts, float* sums)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        nint step = layout.Step;
        TLanes s0 = TLanes.Broadcast(starts[0]), s1 = TLanes.Broadcast(starts[1]), s2 = TLanes.Broadcast(starts[2]);
        TLanes s3 = TLanes.Broadcast(starts[3]), s4 = TLanes.Broadcast(starts[4]), s5 = TLanes.Broadcast(starts[5]);
        for (int run = 0; run < runs; run++)
        {
            float* number = x + offsets[run], weight = a + (run * layout.WeightRun);
            for (int l = length; l > 0; l--, number += step, weight += Rows)
            {
                TLanes column = TLanes.Load(number);
                s0 = TLanes.FusedMultiplyAdd(TLanes.Broadcast(weight[0]), column, s0);
                s1 = TLanes.FusedMultiplyAdd(TLanes.Broadcast(weight[1]), column, s1);
                s2 = TLanes.FusedMultiplyAdd(TLanes.Broadcast(weight[2]), column, s2);
                s3 = TLanes.FusedMultiplyAdd(TLanes.Broadcast(weight[3]), column, s3);
                s4 = TLanes.FusedMultiplyAdd(TLanes.Broadcast(weight[4]), column, s4);
                s5 = TLanes.FusedMultiplyAdd(TLanes.Broadcast(weight[5]), column, s5);
            }
        }

        Store(s0, s1, s2, s3, s4, s5, layout.SumRow, sums);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<TLanes>(TLanes s0, TLanes s1, TLanes s2, TLanes s3, TLanes s4, TLanes s5, nint row, float* sums)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        s0.Store(sums);
        s1.Store(sums + row);
        s2.Store(sums + (2 * row));
        s3.Store(sums + (3 * row));
        s4.Store(sums + (4 * row));
        s5.Store(sums + (5 * row));
    }
}
