using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Products;

/// <summary><see cref="WideBlock"/> on narrower machines: panel by panel, all rows of a block in one go.</summary>
internal static unsafe class PanelBlock
{
    private const int Width = PanelMatrix.PanelWidth;

    /// <summary>Adds to a block of C; parameters as those of <see cref="WideBlock.Add{TLanes}"/>.</summary>
    public static void Add<TLanes>(
        float* a, nint groupPitch, int rows, float* b, nint panelLength, int depth, bool begin, float* bias, float* c, nint pitch, int columns, in Epilogue epilogue)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        for (int left = depth; left > 0; left -= PanelTile.MostDepth, begin = false, a += PanelTile.MostDepth * PanelTile.Rows, b += PanelTile.MostDepth * Width)
            if (left <= PanelTile.MostDepth) AddDepth<TLanes>(a, groupPitch, rows, b, panelLength, left, begin, bias, c, pitch, columns, epilogue);
            else AddDepth<TLanes>(a, groupPitch, rows, b, panelLength, PanelTile.MostDepth, begin, bias, c, pitch, columns, default);
    }

    private static void AddDepth<TLanes>(
        float* a, nint groupPitch, int rows, float* b, nint panelLength, int depth, bool begin, float* bias, float* c, nint pitch, int columns, in Epilogue epilogue)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        float* edge = stackalloc float[PanelTile.Rows * Width], first = stackalloc float[Width], start = begin ? first : null, following = b + (depth * Width);
        for (int column = 0; column < columns; column += Width, b += panelLength)
        {
            int width = Math.Min(Width, columns - column), row = 0;
            new Span<float>(first, Width).Clear();
            if (bias is not null) new ReadOnlySpan<float>(bias + column, width).CopyTo(new(first, width));
            if (width == Width && rows >= PanelTile.Rows)
            {
                // Behind the last panel comes the first one's next depth.
                int tiles = rows / PanelTile.Rows;
                row = tiles * PanelTile.Rows;
                PanelTile.Compute<TLanes>(tiles, a, groupPitch, b, depth, start, c + column, pitch, epilogue, column + Width < columns ? b + panelLength : following);
            }

            for (int height; row < rows; row += height)
            {
                height = Math.Min(rows - row <= PanelTile.LowRows ? PanelTile.LowRows : PanelTile.Rows, rows - row);
                float* block = a + (row / PanelTile.Rows * groupPitch), target = c + (row * pitch) + column;
                if (height == PanelTile.LowRows && width == Width) PanelTile.ComputeLow<TLanes>(block, b, depth, start, target, pitch, epilogue);
                else
                {
                    // What would write beyond C goes through a small place of its own.
                    if (!begin) Copy(target, pitch, edge, Width, height, width);
                    if (height <= PanelTile.LowRows) PanelTile.ComputeLow<TLanes>(block, b, depth, start, edge, Width, default);
                    else PanelTile.Compute<TLanes>(1, block, groupPitch, b, depth, start, edge, Width, default, next: null);
                    Copy(edge, Width, target, pitch, height, width);
                    epilogue.Apply<TLanes>(target, height, pitch, width);
                }
            }
        }
    }

    private static void Copy(float* from, nint fromPitch, float* to, nint toPitch, int rows, int columns)
    {
        for (; rows > 0; rows--, from += fromPitch, to += toPitch) new ReadOnlySpan<float>(from, columns).CopyTo(new(to, columns));
    }
}
