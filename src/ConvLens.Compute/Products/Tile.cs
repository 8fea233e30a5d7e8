using System.Runtime.CompilerServices;
using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Products;

/// <summary>The innermost loop of every product and convolution: six rows of A by one or two panels of B.</summary>
/// <remarks>
/// <code>
/// sum[i, j] += Σ_run Σ_l A_i[offset_run + l · step] · b[(run · length + l) · bStep + j]     i: 6 rows, j: 16 columns of a panel
/// </code>
/// A row is reached by a pointer and read in runs, so that a patch of a picture, a column of a matrix and a row of it are all rows to this
/// loop and nothing needs copying first. B is a panel (bStep 16), or numbers that lie bStep apart. Each sum is one chain of fused multiply-adds in the order of k: no blocking changes its bits.
/// </remarks>
internal static unsafe class Tile
{
    /// <summary>Rows of a tile.</summary>
    public const int Rows = 6;

    /// <summary>Floats of the sums of a tile over one panel.</summary>
    public const int SumLength = Rows * PanelMatrix.PanelWidth;

    /// <summary>Adds to the sums of one panel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Accumulate<TLanes>(float** a, int* offsets, int runs, int length, int step, float* b, nint bStep, float* sums)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        TLanes s0 = TLanes.Load(sums), s1 = TLanes.Load(sums + 16), s2 = TLanes.Load(sums + 32);
        TLanes s3 = TLanes.Load(sums + 48), s4 = TLanes.Load(sums + 64), s5 = TLanes.Load(sums + 80);
        for (int run = 0; run < runs; run++)
        {
            long offset = offsets[run];
            float* a0 = a[0] + offset, a1 = a[1] + offset, a2 = a[2] + offset;
            float* a3 = a[3] + offset, a4 = a[4] + offset, a5 = a[5] + offset;
            nint position = 0;
            // Four steps in one, as in PanelTile.
            for (int l = length / 4; l > 0; l--, b += 4 * bStep)
            {
                float* column = b;
                Add(a0 + position, a1 + position, a2 + position, a3 + position, a4 + position, a5 + position, column, ref s0, ref s1, ref s2, ref s3, ref s4, ref s5);
                position += step;
                column += bStep;
                Add(a0 + position, a1 + position, a2 + position, a3 + position, a4 + position, a5 + position, column, ref s0, ref s1, ref s2, ref s3, ref s4, ref s5);
                position += step;
                column += bStep;
                Add(a0 + position, a1 + position, a2 + position, a3 + position, a4 + position, a5 + position, column, ref s0, ref s1, ref s2, ref s3, ref s4, ref s5);
                position += step;
                column += bStep;
                Add(a0 + position, a1 + position, a2 + position, a3 + position, a4 + position, a5 + position, column, ref s0, ref s1, ref s2, ref s3, ref s4, ref s5);
                position += step;
            }

            for (int l = length & 3; l > 0; l--, b += bStep, position += step)
                Add(a0 + position, a1 + position, a2 + position, a3 + position, a4 + position, a5 + position, b, ref s0, ref s1, ref s2, ref s3, ref s4, ref s5);
        }

        s0.Store(sums);
        s1.Store(sums + 16);
        s2.Store(sums + 32);
        s3.Store(sums + 48);
        s4.Store(sums + 64);
        s5.Store(sums + 80);
    }

    /// <summary>One step of k for six rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Add<TLanes>(
        float* a0, float* a1, float* a2, float* a3, float* a4, float* a5, float* b, ref TLanes s0, ref TLanes s1, ref TLanes s2, ref TLanes s3, ref TLanes s4, ref TLanes s5)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        TLanes numbers = TLanes.Load(b);
        TLanes.Accumulate(TLanes.Broadcast(a0), numbers, ref s0);
        TLanes.Accumulate(TLanes.Broadcast(a1), numbers, ref s1);
        TLanes.Accumulate(TLanes.Broadcast(a2), numbers, ref s2);
        TLanes.Accumulate(TLanes.Broadcast(a3), numbers, ref s3);
        TLanes.Accumulate(TLanes.Broadcast(a4), numbers, ref s4);
        TLanes.Accumulate(TLanes.Broadcast(a5), numbers, ref s5);
    }

    /// <summary>Adds to the sums of two neighbouring panels, <paramref name="panelLength"/> floats apart.</summary>
    /// <remarks>Twelve sums hide the latency of the multiply-add where a register holds 16 lanes; narrower machines take the panels in turn.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AccumulateTwo<TLanes>(float** a, int* offsets, int runs, int length, int step, float* b, nint bStep, nint panelLength, float* sums)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        if (typeof(TLanes) != typeof(Lanes512))
        {
            Accumulate<TLanes>(a, offsets, runs, length, step, b, bStep, sums);
            Accumulate<TLanes>(a, offsets, runs, length, step, b + panelLength, bStep, sums + SumLength);
            return;
        }

        TLanes s0 = TLanes.Load(sums), s1 = TLanes.Load(sums + 16), s2 = TLanes.Load(sums + 32);
        TLanes s3 = TLanes.Load(sums + 48), s4 = TLanes.Load(sums + 64), s5 = TLanes.Load(sums + 80);
        TLanes t0 = TLanes.Load(sums + 96), t1 = TLanes.Load(sums + 112), t2 = TLanes.Load(sums + 128);
        TLanes t3 = TLanes.Load(sums + 144), t4 = TLanes.Load(sums + 160), t5 = TLanes.Load(sums + 176);
        for (int run = 0; run < runs; run++)
        {
            long offset = offsets[run];
            float* a0 = a[0] + offset, a1 = a[1] + offset, a2 = a[2] + offset;
            float* a3 = a[3] + offset, a4 = a[4] + offset, a5 = a[5] + offset;
            nint position = 0;
            for (int l = length; l > 0; l--)
            {
                TLanes left = TLanes.Load(b), right = TLanes.Load(b + panelLength);
                TLanes row = TLanes.Broadcast(a0 + position);
                TLanes.Accumulate(row, left, ref s0);
                TLanes.Accumulate(row, right, ref t0);
                row = TLanes.Broadcast(a1 + position);
                TLanes.Accumulate(row, left, ref s1);
                TLanes.Accumulate(row, right, ref t1);
                row = TLanes.Broadcast(a2 + position);
                TLanes.Accumulate(row, left, ref s2);
                TLanes.Accumulate(row, right, ref t2);
                row = TLanes.Broadcast(a3 + position);
                TLanes.Accumulate(row, left, ref s3);
                TLanes.Accumulate(row, right, ref t3);
                row = TLanes.Broadcast(a4 + position);
                TLanes.Accumulate(row, left, ref s4);
                TLanes.Accumulate(row, right, ref t4);
                row = TLanes.Broadcast(a5 + position);
                TLanes.Accumulate(row, left, ref s5);
                TLanes.Accumulate(row, right, ref t5);
                position += step;
                b += bStep;
            }
        }

        s0.Store(sums);
        s1.Store(sums + 16);
        s2.Store(sums + 32);
        s3.Store(sums + 48);
        s4.Store(sums + 64);
        s5.Store(sums + 80);
        t0.Store(sums + 96);
        t1.Store(sums + 112);
        t2.Store(sums + 128);
        t3.Store(sums + 144);
        t4.Store(sums + 160);
        t5.Store(sums + 176);
    }
}
