using System.Runtime.CompilerServices;

namespace ConvLens.Compute.Products;

/// <summary>The innermost loop of large products in 512-bit registers: a packed block of rows of A by one or two panels of B. Narrower machines have <see cref="PanelTile"/>.</summary>
/// <remarks>
/// <code>
/// c[i, j] = start[i, j] + Σ_k a[i, k] · b[k, j]     i: 14 or 7 rows; j: 32 or 16 columns; k: up to Depth
/// </code>
/// Each sum is one chain of fused multiply-adds in the order of k, so neither the tile's size nor <see cref="Depth"/> changes a bit.
/// </remarks>
internal static unsafe class WideTile
{
    /// <summary>Numbers of a row in one go: 14 rows of them are 7 KiB, so that they and a panel of B fit the first-level cache.</summary>
    public const int Depth = 128;

    /// <summary>Columns of a tile: two panels.</summary>
    public const int Columns = 2 * PanelMatrix.PanelWidth;

    /// <summary>The most rows of a tile on any machine.</summary>
    public const int MostRows = 14;

    /// <summary>Rows of the tile for the last few rows, which writes two panels even where there is one.</summary>
    public const int LowRows = 7;

    /// <summary>Rows of the tile for <paramref name="left"/> rows; more than those if they are the last.</summary>
    public static int Rows(int left) => left > LowRows ? MostRows : LowRows;

    /// <summary>Computes a tile.</summary>
    /// <param name="rows">Its rows, as <see cref="Rows"/> says.</param>
    /// <param name="a">The tile's first row among <see cref="PackedRows"/>, from its first k on.</param>
    /// <param name="b">The first panel, from the same k on.</param>
    /// <param name="panelLength">Floats to the second panel; 0 where there is none.</param>
    /// <param name="depth">Numbers of each row, at most <see cref="Depth"/>.</param>
    /// <param name="start">Where the sums begin: the bias with a pitch of 0, or the sums so far.</param>
    /// <param name="startPitch">Floats from row to row of <paramref name="start"/>.</param>
    /// <param name="c">Where the sums go.</param>
    /// <param name="pitch">Floats from row to row of <paramref name="c"/>.</param>
    /// <param name="epilogue">What is done to the sums on their way there.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Compute(int rows, float* a, float* b, nint panelLength, int depth, float* start, nint startPitch, float* c, nint pitch, in Epilogue epilogue)
    {
        if (rows == LowRows) Tile7x32.Compute(a, b, b + panelLength, depth, start, startPitch, c, pitch, epilogue);
        else if (panelLength == 0) Tile14x16.Compute(a, b, depth, start, startPitch, c, pitch, epilogue);
        else Tile14x32.Compute(a, b, b + panelLength, depth, start, startPitch, c, pitch, epilogue);
    }
}
