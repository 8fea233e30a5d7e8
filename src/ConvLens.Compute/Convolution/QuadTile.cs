using System.Runtime.CompilerServices;
using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Convolution;

/// <summary>As <see cref="PlanarTile"/>, but four sums for each of up to three times sixteen numbers: for outputs that come in fours.</summary>
internal static unsafe class QuadTile
{
    /// <summary>Sums for each number.</summary>
    public const int Rows = 4;

    /// <summary>Sixteens of numbers of a tile.</summary>
    public const int Vectors = 3;

    /// <summary>Computes the sums of a tile, starting from four given numbers; of the last sixteens only <paramref name="vectors"/> need be right.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Compute<TLanes>(float* a, float* x, int* offsets, int runs, int length, in TileLayout layout, float* starts, float* sums, int vectors)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        if (typeof(TLanes) != typeof(Lanes512))
        {
            for (int v = 0; v < vectors; v++) Compute16<TLanes>(a, x + (v * layout.Vector), offsets, runs, length, layout, starts, sums + (v * layout.SumVector));
            return;
        }

        nint step = layout.Step, second = layout.Vector, third = 2 * layout.Vector;
        TLanes s0 = TLanes.Broadcast(starts[0]), s1 = TLanes.Broadcast(starts[1]), s2 = TLanes.Broadcast(starts[2]), s3 = TLanes.Broadcast(starts[3]);
        TLanes t0 = s0, t1 = s1, t2 = s2, t3 = s3, u0 = s0, u1 = s1, u2 = s2, u3 = s3;
        for (int run = 0; run < runs; run++)
        {
            float* number = x + offsets[run], weight = a + (run * layout.WeightRun);
            for (int l = length; l > 0; l--, number += step, weight += Rows)
            {
                TLanes left = TLanes.Load(number), middle = TLanes.Load(number + second), right = TLanes.Load(number + third), row = TLanes.Broadcast(weight[0]);
                s0 = TLanes.FusedMultiplyAdd(row, left, s0);
                t0 = TLanes.FusedMultiplyAdd(row, middle, t0);
                u0 = TLanes.FusedMultiplyAdd(row, right, u0);
                row = TLanes.Broadcast(weight[1]);
                s1 = TLanes.FusedMultiplyAdd(row, left, s1);
                t1 = TLanes.FusedMultiplyAdd(row, middle, t1);
                u1 = TLanes.FusedMultiplyAdd(row, right, u1);
                row = TLanes.Broadcast(weight[2]);
                s2 = TLanes.FusedMultiplyAdd(row, left, s2);
                t2 = TLanes.FusedMultiplyAdd(row, middle, t2);
                u2 = TLanes.FusedMultiplyAdd(row, right, u2);
                row = TLanes.Broadcast(weight[3]);
                s3 = TLanes.FusedMultiplyAdd(row, left, s3);
                t3 = TLanes.FusedMultiplyAdd(row, middle, t3);
                u3 = TLanes.FusedMultiplyAdd(row, right, u3);
            }
        }

        Store(s0, s1, s2, s3, layout.SumRow, sums);
        Store(t0, t1, t2, t3, layout.SumRow, sums + layout.SumVector);
        Store(u0, u1, u2, u3, layout.SumRow, sums + (2 * layout.SumVector));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Compute16<TLanes>(float* a, float* x, int* offsets, int runs, int length, in TileLayout layout, float* starts, float* sums)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        nint step = layout.Step;
        TLanes s0 = TLanes.Broadcast(starts[0]), s1 = TLanes.Broadcast(starts[1]), s2 = TLanes.Broadcast(starts[2]), s3 = TLanes.Broadcast(starts[3]);
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
            }
        }

        Store(s0, s1, s2, s3, layout.SumRow, sums);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<TLanes>(TLanes s0, TLanes s1, TLanes s2, TLanes s3, nint row, float* sums)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        s0.Store(sums);
        s1.Store(sums + row);
        s2.Store(sums + (2 * row));
        s3.Store(sums + (3 * row));
    }
}
