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

    /// <summary>Computes the sums of the first <paramref name="vectors"/> sixteens of a tile, starting from four given numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Compute<TLanes>(float* a, float* x, int* offsets, int runs, int length, in TileLayout layout, float* starts, float* sums, int vectors)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        if (typeof(TLanes) == typeof(Lanes512)) Split<Register512>(a, x, offsets, runs, length, layout, starts, sums, vectors);
        else if (typeof(TLanes) == typeof(Lanes256)) Split<Register256>(a, x, offsets, runs, length, layout, starts, sums, vectors);
        else Split<Register128>(a, x, offsets, runs, length, layout, starts, sums, vectors);
    }

    /// <summary>Three registers at a time; the last may come twice.</summary>
    private static void Split<TRegister>(float* a, float* x, int* offsets, int runs, int length, in TileLayout layout, float* starts, float* sums, int vectors)
        where TRegister : unmanaged, IRegister<TRegister>
    {
        int parts = 16 / TRegister.Count, last = (vectors * parts) - 1;
        for (int part = 0; part <= last; part += 3)
        {
            (int first, int second, int third) = (part, Math.Min(part + 1, last), Math.Min(part + 2, last));
            nint place = layout.Place<TRegister>(first);
            Add<TRegister>(
                a, layout.WeightRun, x + place, layout.Place<TRegister>(second) - place, layout.Place<TRegister>(third) - place, offsets, runs, length, layout.Step, starts,
                sums + layout.SumPlace<TRegister>(first), sums + layout.SumPlace<TRegister>(second), sums + layout.SumPlace<TRegister>(third), layout.SumRow);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add<TRegister>(
        float* a, nint weightRun, float* x, nint second, nint third, int* offsets, int runs, int length, nint step, float* starts, float* left, float* middle, float* right, nint sumRow)
        where TRegister : unmanaged, IRegister<TRegister>
    {
        TRegister s0 = TRegister.Broadcast(starts[0]), s1 = TRegister.Broadcast(starts[1]), s2 = TRegister.Broadcast(starts[2]);
        TRegister s3 = TRegister.Broadcast(starts[3]);
        TRegister t0 = s0, t1 = s1, t2 = s2, t3 = s3, u0 = s0, u1 = s1, u2 = s2, u3 = s3;
        for (int run = 0; run < runs; run++, a += weightRun)
        {
            float* number = x + offsets[run], weight = a;
            for (int l = length; l > 0; l--, number += step, weight += Rows)
            {
                TRegister p = TRegister.Load(number), q = TRegister.Load(number + second), r = TRegister.Load(number + third), row = TRegister.Broadcast(weight[0]);
                s0 = TRegister.FusedMultiplyAdd(row, p, s0);
                t0 = TRegister.FusedMultiplyAdd(row, q, t0);
                u0 = TRegister.FusedMultiplyAdd(row, r, u0);
                row = TRegister.Broadcast(weight[1]);
                s1 = TRegister.FusedMultiplyAdd(row, p, s1);
                t1 = TRegister.FusedMultiplyAdd(row, q, t1);
                u1 = TRegister.FusedMultiplyAdd(row, r, u1);
                row = TRegister.Broadcast(weight[2]);
                s2 = TRegister.FusedMultiplyAdd(row, p, s2);
                t2 = TRegister.FusedMultiplyAdd(row, q, t2);
                u2 = TRegister.FusedMultiplyAdd(row, r, u2);
                row = TRegister.Broadcast(weight[3]);
                s3 = TRegister.FusedMultiplyAdd(row, p, s3);
                t3 = TRegister.FusedMultiplyAdd(row, q, t3);
                u3 = TRegister.FusedMultiplyAdd(row, r, u3);
            }
        }

        Store(s0, s1, s2, s3, left, sumRow);
        Store(t0, t1, t2, t3, middle, sumRow);
        Store(u0, u1, u2, u3, right, sumRow);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<TRegister>(TRegister s0, TRegister s1, TRegister s2, TRegister s3, float* sums, nint row)
        where TRegister : unmanaged, IRegister<TRegister>
    {
        s0.Store(sums);
        s1.Store(sums + row);
        s2.Store(sums + (2 * row));
        s3.Store(sums + (3 * row));
    }
}
