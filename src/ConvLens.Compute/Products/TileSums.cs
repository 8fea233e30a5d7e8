using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Products;

/// <summary>The sums of one tile over one or two panels: where they start and where they go.</summary>
/// <remarks>A <see langword="ref struct"/> over 192 floats of the caller's stack, so that a tile costs no memory.</remarks>
internal readonly unsafe ref struct TileSums(float* sums)
{
    /// <summary>Floats the caller provides.</summary>
    public const int Length = 2 * Tile.SumLength;

    /// <summary>Starts all rows at the bias of the first panel's columns on, or at zero.</summary>
    /// <param name="bias">One number a column, or null.</param>
    /// <param name="columns">Columns that exist, from the first panel's first on.</param>
    public void Start(float* bias, int columns)
    {
        new Span<float>(sums, Length).Clear();
        if (bias is null) return;
        for (int panel = 0; panel < 2; panel++)
        {
            int width = Math.Clamp(columns - (panel * PanelMatrix.PanelWidth), 0, PanelMatrix.PanelWidth);
            ReadOnlySpan<float> from = new(bias + (panel * PanelMatrix.PanelWidth), width);
            for (int row = 0; row < Tile.Rows; row++) from.CopyTo(Row(panel, row));
        }
    }

    /// <summary>Runs the tile over one panel, or two where there are two.</summary>
    public void Accumulate<TLanes>(float** a, int* offsets, int runs, int length, int step, float* b, int panelLength, int columns)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        if (columns > PanelMatrix.PanelWidth) Tile.AccumulateTwo<TLanes>(a, offsets, runs, length, step, b, PanelMatrix.PanelWidth, panelLength, sums);
        else Tile.Accumulate<TLanes>(a, offsets, runs, length, step, b, PanelMatrix.PanelWidth, sums);
    }

    /// <summary>Writes one row's sums to <paramref name="columns"/> neighbouring floats.</summary>
    public void Store<TLanes>(int row, float* to, int columns)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        for (int panel = 0; panel * PanelMatrix.PanelWidth < columns; panel++)
        {
            int first = panel * PanelMatrix.PanelWidth;
            float* from = sums + (panel * Tile.SumLength) + (row * PanelMatrix.PanelWidth);
            if (columns - first >= PanelMatrix.PanelWidth) TLanes.Load(from).Store(to + first);
            else for (int j = 0; j < columns - first; j++) to[first + j] = from[j];
        }
    }

    private Span<float> Row(int panel, int row) =>
        new(sums + (panel * Tile.SumLength) + (row * PanelMatrix.PanelWidth), PanelMatrix.PanelWidth);
}
