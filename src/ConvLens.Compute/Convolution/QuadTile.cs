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
        // Two steps in one: a busy neighbour on the same core leaves time for few instructions beside the multiply-adds.
        nint even = length / 2 * 2 * Rows, secondNext = second + step, thirdNext = third + step;
        for (int run = 0; run < runs; run++, a += weightRun)
        {
            float* number = x + offsets[run], weight = a;
            for (float* end = a + even; weight < end; weight += 2 * Rows, number += 2 * step)
            {
                Add(weight, TRegister.Load(number), TRegister.Load(number + second), TRegister.Load(number + third), ref s0, ref s1, ref s2, ref s3, ref t0, ref t1, ref t2, ref t3, ref u0, ref u1, ref u2, ref u3);
                Add(weight + Rows, TRegister.Load(number + step), TRegister.Load(number + secondNext), TRegister.Load(number + thirdNext), ref s0, ref s1, ref s2, ref s3, ref t0, ref t1, ref t2, ref t3, ref u0, ref u1, ref u2, ref u3);
            }

            if ((length & 1) != 0)
                Add(weight, TRegister.Load(number), TRegister.Load(number + second), TRegister.Load(number + third), ref s0, ref s1, ref s2, ref s3, ref t0, ref t1, ref t2, ref t3, ref u0, ref u1, ref u2, ref u3);
        }

        Store(s0, s1, s2, s3, left, sumRow);
        Store(t0, t1, t2, t3, middle, sumRow);
        Store(u0, u1, u2, u3, right, sumRow);
    }

    /// <summary>One number of each pixel with its four weights.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<TRegister>(
        float* weight, TRegister p, TRegister q, TRegister r, ref TRegister s0, ref TRegister s1, ref TRegister s2, ref TRegister s3, ref TRegister t0, ref TRegister t1, ref TRegister t2, ref TRegister t3,
        ref TRegister u0, ref TRegister u1, ref TRegister u2, ref TRegister u3)
        where TRegister : unmanaged, IRegister<TRegister>
    {
        TRegister row = TRegister.Broadcast(weight);
        TRegister.Accumulate(row, p, ref s0);
        TRegister.Accumulate(row, q, ref t0);
        TRegister.Accumulate(row, r, ref u0);
        row = TRegister.Broadcast(weight + 1);
        TRegister.Accumulate(row, p, ref s1);
        TRegister.Accumulate(row, q, ref t1);
        TRegister.Accumulate(row, r, ref u1);
        row = TRegister.Broadcast(weight + 2);
        TRegister.Accumulate(row, p, ref s2);
        TRegister.Accumulate(row, q, ref t2);
        TRegister.Accumulate(row, r, ref u2);
        row = TRegister.Broadcast(weight + 3);
        TRegister.Accumulate(row, p, ref s3);
        TRegister.Accumulate(row, q, ref t3);
        TRegister.Accumulate(row, r, ref u3);
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
