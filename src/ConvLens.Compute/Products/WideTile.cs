using System.Runtime.CompilerServices;
using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Products;

/// <summary>The innermost loop of large products: a packed block of rows of A by one or two panels of B.</summary>
/// <remarks>
/// <code>
/// c[i, j] = start[i, j] + Σ_k a[i · Depth + k] · b[k, j]     i: 14 or 7 rows, or 6; j: 32 or 16 columns; k: up to Depth
/// </code>
/// Each sum is one chain of fused multiply-adds in the order of k, so neither the tile's size nor <see cref="Depth"/> changes a bit.
/// </remarks>
internal static unsafe class WideTile
{
    /// <summary>Numbers of a row that a block of A holds: 14 rows are 7 KiB, so that a block and a panel of B fit the first-level cache.</summary>
    public const int Depth = 128;

    /// <summary>Columns of a tile: two panels.</summary>
    public const int Columns = 2 * PanelMatrix.PanelWidth;

    /// <summary>The most rows of a tile on any machine.</summary>
    public const int MostRows = 14;

    /// <summary>Rows of the tile for the last few rows, which writes two panels even where there is one.</summary>
    public const int LowRows = 7;

    private const int NarrowRows = 6;

    /// <summary>Rows of the tile that suits a register set where <paramref name="left"/> rows are left; more than those if they are the last.</summary>
    public static int Rows<TLanes>(int left)
        where TLanes : unmanaged, ILanes<TLanes> => typeof(TLanes) != typeof(Lanes512) ? NarrowRows : left > LowRows ? MostRows : LowRows;

    /// <summary>Computes a tile.</summary>
    /// <param name="rows">Its rows, as <see cref="Rows{TLanes}"/> says.</param>
    /// <param name="a">The block: row i at <c>a + i · Depth</c>.</param>
    /// <param name="b">The first panel, from the block's first k on.</param>
    /// <param name="panelLength">Floats to the second panel; 0 where there is none.</param>
    /// <param name="depth">Numbers of each row, at most <see cref="Depth"/>.</param>
    /// <param name="start">Where the sums begin: the bias with a pitch of 0, or the sums so far.</param>
    /// <param name="startPitch">Floats from row to row of <paramref name="start"/>.</param>
    /// <param name="c">Where the sums go.</param>
    /// <param name="pitch">Floats from row to row of <paramref name="c"/>.</param>
    /// <param name="epilogue">What is done to the sums on their way there.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Compute<TLanes>(int rows, float* a, float* b, nint panelLength, int depth, float* start, nint startPitch, float* c, nint pitch, in Epilogue epilogue)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        if (typeof(TLanes) != typeof(Lanes512))
        {
            Compute6<TLanes>(a, b, depth, start, startPitch, c, pitch, epilogue);
            if (panelLength != 0) Compute6<TLanes>(a, b + panelLength, depth, start + PanelMatrix.PanelWidth, startPitch, c + PanelMatrix.PanelWidth, pitch, epilogue);
        }
        else if (rows == LowRows) Tile7x32.Compute(a, b, b + panelLength, depth, start, startPitch, c, pitch, epilogue);
        else if (panelLength == 0) Tile14x16.Compute(a, b, depth, start, startPitch, c, pitch, epilogue);
        else Tile14x32.Compute(a, b, b + panelLength, depth, start, startPitch, c, pitch, epilogue);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Compute6<TLanes>(float* a, float* b, int depth, float* start, nint startPitch, float* c, nint pitch, in Epilogue epilogue)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        TLanes s0 = TLanes.Load(start), s1 = TLanes.Load(start + startPitch), s2 = TLanes.Load(start + (2 * startPitch));
        TLanes s3 = TLanes.Load(start + (3 * startPitch)), s4 = TLanes.Load(start + (4 * startPitch)), s5 = TLanes.Load(start + (5 * startPitch));
        for (; depth > 0; depth--, a++, b += PanelMatrix.PanelWidth)
        {
            TLanes column = TLanes.Load(b);
            TLanes.Accumulate(TLanes.Broadcast(a), column, ref s0);
            TLanes.Accumulate(TLanes.Broadcast(a + Depth), column, ref s1);
            TLanes.Accumulate(TLanes.Broadcast(a + (2 * Depth)), column, ref s2);
            TLanes.Accumulate(TLanes.Broadcast(a + (3 * Depth)), column, ref s3);
            TLanes.Accumulate(TLanes.Broadcast(a + (4 * Depth)), column, ref s4);
            TLanes.Accumulate(TLanes.Broadcast(a + (5 * Depth)), column, ref s5);
        }

        epilogue.Invoke(s0, c).Store(c);
        c += pitch;
        epilogue.Invoke(s1, c).Store(c);
        c += pitch;
        epilogue.Invoke(s2, c).Store(c);
        c += pitch;
        epilogue.Invoke(s3, c).Store(c);
        c += pitch;
        epilogue.Invoke(s4, c).Store(c);
        c += pitch;
        epilogue.Invoke(s5, c).Store(c);
    }
}
