using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Products;

/// <summary>The innermost loop of large products: a packed block of rows of A by two panels of B.</summary>
/// <remarks>
/// <code>
/// c[i, j] = start[i, j] + Σ_k a[i · Depth + k] · b[k, j]     i: 14 or 12 rows, j: 32 columns, k: up to Depth
/// </code>
/// With 512-bit registers 14 × 32 sums fill 28 of the 32 registers, which leaves two for B and one for A, and every address of A is a constant away
/// from one pointer. Narrower machines go through the same block in tiles of 6 × 16. Each sum is one chain of fused multiply-adds in the order of k,
/// so neither the tile's size nor <see cref="Depth"/> changes a bit.
/// </remarks>
internal static unsafe class WideTile
{
    /// <summary>Numbers of a row that a block of A holds: 14 rows are 7 KiB, so that a block and a panel of B fit the first-level cache.</summary>
    public const int Depth = 128;

    /// <summary>Columns of a tile: two panels.</summary>
    public const int Columns = 2 * PanelMatrix.PanelWidth;

    /// <summary>The most rows of a tile on any machine.</summary>
    public const int MostRows = 14;

    /// <summary>Rows of a tile on a register set.</summary>
    public static int Rows<TLanes>()
        where TLanes : unmanaged, ILanes<TLanes> => typeof(TLanes) == typeof(Lanes512) ? MostRows : 12;

    /// <summary>Computes a tile.</summary>
    /// <param name="a">The block: row i at <c>a + i · Depth</c>.</param>
    /// <param name="b">The first panel, from the block's first k on.</param>
    /// <param name="panelLength">Floats to the second panel.</param>
    /// <param name="depth">Numbers of each row, at most <see cref="Depth"/>.</param>
    /// <param name="start">Where the sums begin: the bias with a pitch of 0, or the sums so far.</param>
    /// <param name="startPitch">Floats from row to row of <paramref name="start"/>.</param>
    /// <param name="c">Where the sums go.</param>
    /// <param name="pitch">Floats from row to row of <paramref name="c"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Compute<TLanes>(float* a, float* b, nint panelLength, int depth, float* start, nint startPitch, float* c, nint pitch)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        if (typeof(TLanes) == typeof(Lanes512)) Compute14(a, b, b + panelLength, depth, start, startPitch, c, pitch);
        else
            for (int row = 0; row < 12; row += 6)
                for (int panel = 0; panel < 2; panel++)
                {
                    nint column = panel * PanelMatrix.PanelWidth;
                    Compute6<TLanes>(a + (row * Depth), b + (panel * panelLength), depth, start + (row * startPitch) + column, startPitch, c + (row * pitch) + column, pitch);
                }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Compute14(float* a, float* left, float* right, int depth, float* start, nint startPitch, float* c, nint pitch)
    {
        Vector512<float> s0 = Vector512.Load(start), t0 = Vector512.Load(start + 16);
        start += startPitch;
        Vector512<float> s1 = Vector512.Load(start), t1 = Vector512.Load(start + 16);
        start += startPitch;
        Vector512<float> s2 = Vector512.Load(start), t2 = Vector512.Load(start + 16);
        start += startPitch;
        Vector512<float> s3 = Vector512.Load(start), t3 = Vector512.Load(start + 16);
        start += startPitch;
        Vector512<float> s4 = Vector512.Load(start), t4 = Vector512.Load(start + 16);
        start += startPitch;
        Vector512<float> s5 = Vector512.Load(start), t5 = Vector512.Load(start + 16);
        start += startPitch;
        Vector512<float> s6 = Vector512.Load(start), t6 = Vector512.Load(start + 16);
        start += startPitch;
        Vector512<float> s7 = Vector512.Load(start), t7 = Vector512.Load(start + 16);
        start += startPitch;
        Vector512<float> s8 = Vector512.Load(start), t8 = Vector512.Load(start + 16);
        start += startPitch;
        Vector512<float> s9 = Vector512.Load(start), t9 = Vector512.Load(start + 16);
        start += startPitch;
        Vector512<float> s10 = Vector512.Load(start), t10 = Vector512.Load(start + 16);
        start += startPitch;
        Vector512<float> s11 = Vector512.Load(start), t11 = Vector512.Load(start + 16);
        start += startPitch;
        Vector512<float> s12 = Vector512.Load(start), t12 = Vector512.Load(start + 16);
        start += startPitch;
        Vector512<float> s13 = Vector512.Load(start), t13 = Vector512.Load(start + 16);
        for (; depth > 0; depth--, a++, left += PanelMatrix.PanelWidth, right += PanelMatrix.PanelWidth)
        {
            Vector512<float> l = Vector512.Load(left), r = Vector512.Load(right), x = Vector512.Create(a[0]);
            s0 = Vector512.FusedMultiplyAdd(x, l, s0);
            t0 = Vector512.FusedMultiplyAdd(x, r, t0);
            x = Vector512.Create(a[1 * Depth]);
            s1 = Vector512.FusedMultiplyAdd(x, l, s1);
            t1 = Vector512.FusedMultiplyAdd(x, r, t1);
            x = Vector512.Create(a[2 * Depth]);
            s2 = Vector512.FusedMultiplyAdd(x, l, s2);
            t2 = Vector512.FusedMultiplyAdd(x, r, t2);
            x = Vector512.Create(a[3 * Depth]);
            s3 = Vector512.FusedMultiplyAdd(x, l, s3);
            t3 = Vector512.FusedMultiplyAdd(x, r, t3);
            x = Vector512.Create(a[4 * Depth]);
            s4 = Vector512.FusedMultiplyAdd(x, l, s4);
            t4 = Vector512.FusedMultiplyAdd(x, r, t4);
            x = Vector512.Create(a[5 * Depth]);
            s5 = Vector512.FusedMultiplyAdd(x, l, s5);
            t5 = Vector512.FusedMultiplyAdd(x, r, t5);
            x = Vector512.Create(a[6 * Depth]);
            s6 = Vector512.FusedMultiplyAdd(x, l, s6);
            t6 = Vector512.FusedMultiplyAdd(x, r, t6);
            x = Vector512.Create(a[7 * Depth]);
            s7 = Vector512.FusedMultiplyAdd(x, l, s7);
            t7 = Vector512.FusedMultiplyAdd(x, r, t7);
            x = Vector512.Create(a[8 * Depth]);
            s8 = Vector512.FusedMultiplyAdd(x, l, s8);
            t8 = Vector512.FusedMultiplyAdd(x, r, t8);
            x = Vector512.Create(a[9 * Depth]);
            s9 = Vector512.FusedMultiplyAdd(x, l, s9);
            t9 = Vector512.FusedMultiplyAdd(x, r, t9);
            x = Vector512.Create(a[10 * Depth]);
            s10 = Vector512.FusedMultiplyAdd(x, l, s10);
            t10 = Vector512.FusedMultiplyAdd(x, r, t10);
            x = Vector512.Create(a[11 * Depth]);
            s11 = Vector512.FusedMultiplyAdd(x, l, s11);
            t11 = Vector512.FusedMultiplyAdd(x, r, t11);
            x = Vector512.Create(a[12 * Depth]);
            s12 = Vector512.FusedMultiplyAdd(x, l, s12);
            t12 = Vector512.FusedMultiplyAdd(x, r, t12);
            x = Vector512.Create(a[13 * Depth]);
            s13 = Vector512.FusedMultiplyAdd(x, l, s13);
            t13 = Vector512.FusedMultiplyAdd(x, r, t13);
        }

        s0.Store(c);
        t0.Store(c + 16);
        c += pitch;
        s1.Store(c);
        t1.Store(c + 16);
        c += pitch;
        s2.Store(c);
        t2.Store(c + 16);
        c += pitch;
        s3.Store(c);
        t3.Store(c + 16);
        c += pitch;
        s4.Store(c);
        t4.Store(c + 16);
        c += pitch;
        s5.Store(c);
        t5.Store(c + 16);
        c += pitch;
        s6.Store(c);
        t6.Store(c + 16);
        c += pitch;
        s7.Store(c);
        t7.Store(c + 16);
        c += pitch;
        s8.Store(c);
        t8.Store(c + 16);
        c += pitch;
        s9.Store(c);
        t9.Store(c + 16);
        c += pitch;
        s10.Store(c);
        t10.Store(c + 16);
        c += pitch;
        s11.Store(c);
        t11.Store(c + 16);
        c += pitch;
        s12.Store(c);
        t12.Store(c + 16);
        c += pitch;
        s13.Store(c);
        t13.Store(c + 16);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Compute6<TLanes>(float* a, float* b, int depth, float* start, nint startPitch, float* c, nint pitch)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        TLanes s0 = TLanes.Load(start), s1 = TLanes.Load(start + startPitch), s2 = TLanes.Load(start + (2 * startPitch));
        TLanes s3 = TLanes.Load(start + (3 * startPitch)), s4 = TLanes.Load(start + (4 * startPitch)), s5 = TLanes.Load(start + (5 * startPitch));
        for (; depth > 0; depth--, a++, b += PanelMatrix.PanelWidth)
        {
            TLanes column = TLanes.Load(b);
            TLanes.Accumulate(TLanes.Broadcast(a[0]), column, ref s0);
            TLanes.Accumulate(TLanes.Broadcast(a[Depth]), column, ref s1);
            TLanes.Accumulate(TLanes.Broadcast(a[2 * Depth]), column, ref s2);
            TLanes.Accumulate(TLanes.Broadcast(a[3 * Depth]), column, ref s3);
            TLanes.Accumulate(TLanes.Broadcast(a[4 * Depth]), column, ref s4);
            TLanes.Accumulate(TLanes.Broadcast(a[5 * Depth]), column, ref s5);
        }

        s0.Store(c);
        s1.Store(c + pitch);
        s2.Store(c + (2 * pitch));
        s3.Store(c + (3 * pitch));
        s4.Store(c + (4 * pitch));
        s5.Store(c + (5 * pitch));
    }
}
