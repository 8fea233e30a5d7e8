using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Products;

/// <summary>A block of packed rows by a range of B's columns: what one item of a large product does for one depth of k.</summary>
/// <remarks>Tiles at the right and lower edge, which would write beyond C, go through a small place of their own.</remarks>
internal static unsafe class WideBlock
{
    /// <summary>Tiles of a block: 112 rows, whose packed numbers the second-level cache holds beside the panels.</summary>
    public const int MostTiles = 8;

    /// <summary>Numbers of a row that are packed at a time where patches or samples are packed, and on 512 bits everywhere.</summary>
    public const int Depth = 256;

    /// <summary>Floats that a block of rows takes, packed <see cref="Depth"/> deep. A narrower machine's last group may have rows that are not there.</summary>
    public const int Length = (MostTiles + 1) * WideTile.MostRows * Depth;

    /// <summary>Adds to a block of C.</summary>
    /// <param name="a">The first of the <see cref="PackedRows"/>, which begins a group, from its first k on.</param>
    /// <param name="groupPitch">Floats from group to group.</param>
    /// <param name="rows">How many of them are real.</param>
    /// <param name="b">The first panel, from the rows' first k on.</param>
    /// <param name="panelLength">Floats from panel to panel.</param>
    /// <param name="depth">Numbers of each row.</param>
    /// <param name="begin">Whether sums begin here; otherwise they go on from C.</param>
    /// <param name="bias">What they begin with, one number a column; null for zero.</param>
    /// <param name="c">C at the block's first row and column.</param>
    /// <param name="pitch">Floats from row to row of C.</param>
    /// <param name="columns">Columns of C to compute.</param>
    /// <param name="epilogue">What is done to the sums with the last k; by default nothing.</param>
    public static void Add<TLanes>(
        float* a, nint groupPitch, int rows, float* b, nint panelLength, int depth, bool begin, float* bias, float* c, nint pitch, int columns, in Epilogue epilogue = default)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        if (typeof(TLanes) != typeof(Lanes512)) PanelBlock.Add<TLanes>(a, groupPitch, rows, b, panelLength, depth, begin, bias, c, pitch, columns, epilogue);
        else
            for (int left = depth; left > 0; left -= WideTile.Depth, begin = false, a += WideTile.MostRows * WideTile.Depth, b += WideTile.Depth * PanelMatrix.PanelWidth)
                if (left <= WideTile.Depth) AddDepth<TLanes>(a, groupPitch, rows, b, panelLength, left, begin, bias, c, pitch, columns, epilogue);
                else AddDepth<TLanes>(a, groupPitch, rows, b, panelLength, WideTile.Depth, begin, bias, c, pitch, columns, default);
    }

    private static void AddDepth<TLanes>(float* a, nint groupPitch, int rows, float* b, nint panelLength, int depth, bool begin, float* bias, float* c, nint pitch, int columns, in Epilogue epilogue)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        float* edge = stackalloc float[WideTile.MostRows * WideTile.Columns];
        float* first = stackalloc float[WideTile.Columns];
        for (int column = 0; column < columns; column += WideTile.Columns, b += 2 * panelLength)
        {
            int width = Math.Min(WideTile.Columns, columns - column);
            nint second = width > PanelMatrix.PanelWidth ? panelLength : 0;
            new Span<float>(first, WideTile.Columns).Clear();
            if (bias is not null) new ReadOnlySpan<float>(bias + column, width).CopyTo(new(first, width));

            for (int row = 0, tileRows; row < rows; row += tileRows)
            {
                tileRows = WideTile.Rows(rows - row);
                int height = Math.Min(tileRows, rows - row);
                float* block = PackedRows.Row<TLanes>(a, groupPitch, row), target = c + (row * pitch) + column;
                if (height == tileRows && width % PanelMatrix.PanelWidth == 0 && (second != 0 || tileRows != WideTile.LowRows))
                    WideTile.Compute(tileRows, block, b, second, depth, begin ? first : target, begin ? 0 : pitch, target, pitch, epilogue);
                else
                {
                    if (!begin)
                        for (int i = 0; i < height; i++) new ReadOnlySpan<float>(target + (i * pitch), width).CopyTo(new(edge + (i * WideTile.Columns), width));
                    WideTile.Compute(tileRows, block, b, second, depth, begin ? first : edge, begin ? 0 : WideTile.Columns, edge, WideTile.Columns, default);
                    for (int i = 0; i < height; i++) new ReadOnlySpan<float>(edge + (i * WideTile.Columns), width).CopyTo(new(target + (i * pitch), width));
                    epilogue.Apply<TLanes>(target, height, pitch, width);
                }
            }
        }
    }
}
