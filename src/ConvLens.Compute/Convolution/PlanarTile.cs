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

    /// <summary>Computes the sums of the first <paramref name="vectors"/> sixteens of a tile, starting from six given numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Compute<TLanes>(float* a, float* x, int* offsets, int runs, int length, in TileLayout layout, float* starts, float* sums, int vectors)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        if (typeof(TLanes) == typeof(Lanes512)) Split<Register512>(a, x, offsets, runs, length, layout, starts, sums, vectors);
        else if (typeof(TLanes) == typeof(Lanes256)) Split<Register256>(a, x, offsets, runs, length, layout, starts, sums, vectors);
        else Split<Register128>(a, x, offsets, runs, length, layout, starts, sums, vectors);
    }

    /// <summary>Two registers at a time; the last may come twice.</summary>
    private static void Split<TRegister>(float* a, float* x, int* offsets, int runs, int length, in TileLayout layout, float* starts, float* sums, int vectors)
        where TRegister : unmanaged, IRegister<TRegister>
    {
        int parts = 16 / TRegister.Count, last = (vectors * parts) - 1;
        for (int part = 0; part <= last; part += 2)
        {
            (int first, int second) = (part, Math.Min(part + 1, last));
            Add<TRegister>(
                a, layout.WeightRun, x + layout.Place<TRegister>(first), layout.Place<TRegister>(second) - layout.Place<TRegister>(first), offsets, runs, length, layout.Step, starts,
                sums + layout.SumPlace<TRegister>(first), sums + layout.SumPlace<TRegister>(second), layout.SumRow);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add<TRegister>(
        float* a, nint weightRun, float* x, nint second, int* offsets, int runs, int length, nint step, float* starts, float* left, float* right, nint sumRow)
        where TRegister : unmanaged, IRegister<TRegister>
    {
        TRegister s0 = TRegister.Broadcast(starts[0]), s1 = TRegister.Broadcast(starts[1]), s2 = TRegister.Broadcast(starts[2]);
        TRegister s3 = TRegister.Broadcast(starts[3]), s4 = TRegister.Broadcast(starts[4]), s5 = TRegister.Broadcast(starts[5]);
        TRegister t0 = s0, t1 = s1, t2 = s2, t3 = s3, t4 = s4, t5 = s5;
        // Two steps in one: a busy neighbour on the same core leaves time for few instructions beside the multiply-adds.
        nint even = length / 2 * 2 * Rows, secondNext = second + step;
        for (int run = 0; run < runs; run++, a += weightRun)
        {
            float* number = x + offsets[run], weight = a;
            for (float* end = a + even; weight < end; weight += 2 * Rows, number += 2 * step)
            {
                Add(weight, TRegister.Load(number), TRegister.Load(number + second), ref s0, ref s1, ref s2, ref s3, ref s4, ref s5, ref t0, ref t1, ref t2, ref t3, ref t4, ref t5);
                Add(weight + Rows, TRegister.Load(number + step), TRegister.Load(number + secondNext), ref s0, ref s1, ref s2, ref s3, ref s4, ref s5, ref t0, ref t1, ref t2, ref t3, ref t4, ref t5);
            }

            if ((length & 1) != 0) Add(weight, TRegister.Load(number), TRegister.Load(number + second), ref s0, ref s1, ref s2, ref s3, ref s4, ref s5, ref t0, ref t1, ref t2, ref t3, ref t4, ref t5);
        }

        Store(s0, s1, s2, s3, s4, s5, left, sumRow);
        Store(t0, t1, t2, t3, t4, t5, right, sumRow);
    }

    /// <summary>One number of each pixel with its six weights.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<TRegister>(
        float* weight, TRegister p, TRegister q, ref TRegister s0, ref TRegister s1, ref TRegister s2, ref TRegister s3, ref TRegister s4, ref TRegister s5,
        ref TRegister t0, ref TRegister t1, ref TRegister t2, ref TRegister t3, ref TRegister t4, ref TRegister t5)
        where TRegister : unmanaged, IRegister<TRegister>
    {
        TRegister row = TRegister.Broadcast(weight);
        TRegister.Accumulate(row, p, ref s0);
        TRegister.Accumulate(row, q, ref t0);
        row = TRegister.Broadcast(weight + 1);
        TRegister.Accumulate(row, p, ref s1);
        TRegister.Accumulate(row, q, ref t1);
        row = TRegister.Broadcast(weight + 2);
        TRegister.Accumulate(row, p, ref s2);
        TRegister.Accumulate(row, q, ref t2);
        row = TRegister.Broadcast(weight + 3);
        TRegister.Accumulate(row, p, ref s3);
        TRegister.Accumulate(row, q, ref t3);
        row = TRegister.Broadcast(weight + 4);
        TRegister.Accumulate(row, p, ref s4);
        TRegister.Accumulate(row, q, ref t4);
        row = TRegister.Broadcast(weight + 5);
        TRegister.Accumulate(row, p, ref s5);
        TRegister.Accumulate(row, q, ref t5);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<TRegister>(TRegister s0, TRegister s1, TRegister s2, TRegister s3, TRegister s4, TRegister s5, float* sums, nint row)
        where TRegister : unmanaged, IRegister<TRegister>
    {
        s0.Store(sums);
        s1.Store(sums + row);
        s2.Store(sums + (2 * row));
        s3.Store(sums + (3 * row));
        s4.Store(sums + (4 * row));
        s5.Store(sums + (5 * row));
    }
}
