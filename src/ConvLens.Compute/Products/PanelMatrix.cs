using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Simd;
using ConvLens.Compute.Tensors;

namespace ConvLens.Compute.Products;

/// <summary>The right-hand matrix of a product, B [rows, columns], cut into panels of 16 columns that lie one after the other.</summary>
/// <remarks>Panel p holds <c>B[k, 16p … 16p + 15]</c> for k = 0, 1, … without gaps; columns beyond the last are zero.
/// Several matrices of one size may lie in one (the groups of a convolution, the images of a batch).</remarks>
public sealed unsafe class PanelMatrix
{
    /// <summary>Columns of a panel: the lanes of a register set.</summary>
    public const int PanelWidth = 16;

    private readonly Tensor _memory;

    /// <summary>Room for <paramref name="count"/> matrices of <paramref name="rows"/> × <paramref name="columns"/>.</summary>
    public PanelMatrix(int rows, int columns, int count = 1)
    {
        (Rows, Columns, Count) = (rows, columns, count);
        Panels = RoundUp.Quotient(columns, PanelWidth);
        _memory = new([count, Panels, rows, PanelWidth]);
    }

    /// <summary>Rows of each matrix: the reduction axis.</summary>
    public int Rows { get; }

    /// <summary>Columns of each matrix.</summary>
    public int Columns { get; }

    /// <summary>Number of matrices.</summary>
    public int Count { get; }

    /// <summary>Panels of each matrix.</summary>
    public int Panels { get; }

    /// <summary>Floats from one panel to the next.</summary>
    internal int PanelLength => Rows * PanelWidth;

    /// <summary>All panels of all matrices, to be packed by somebody else.</summary>
    internal Span<float> Memory => _memory.Span;

    /// <summary>All panels of all matrices.</summary>
    internal ReadOnlySpan<float> Values => _memory.Values;

    /// <summary>Packs every matrix: <c>B[m][k, j] = source[⌊m / inner⌋ · matrixStride + (m mod inner) · innerStride + k · rowStride + j · columnStride]</c>.</summary>
    /// <exception cref="ArgumentException">The last element lies outside <paramref name="source"/>.</exception>
    public void Pack(Scheduler scheduler, ReadOnlySpan<float> source, int rowStride, int columnStride, int matrixStride = 0, int inner = 1, int innerStride = 0)
    {
        long last = ((long)((Count / inner) - 1) * matrixStride) + ((long)(inner - 1) * innerStride) + ((long)(Rows - 1) * rowStride) + ((long)(Columns - 1) * columnStride);
        if (last >= source.Length) throw new ArgumentException($"the matrix reaches to element {last}, the source has {source.Length}", nameof(source));
        fixed (float* from = source, to = _memory.Span)
            scheduler.Run(new Kernel(from, to, Rows, Columns, Panels, rowStride, columnStride, matrixStride, inner, innerStride), Count * Panels);
    }

    private readonly struct Kernel(
        float* from, float* to, int rows, int columns, int panels, int rowStride, int columnStride, int matrixStride, int inner, int innerStride) : IKernel
    {
        public void Run<TLanes>(int item)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            (int matrix, int panel) = int.DivRem(item, panels);
            float* source = from + ((long)(matrix / inner) * matrixStride) + ((long)(matrix % inner) * innerStride) + ((long)panel * PanelWidth * columnStride);
            float* target = to + ((long)item * rows * PanelWidth);
            int width = Math.Min(PanelWidth, columns - (panel * PanelWidth));
            if (width < PanelWidth) new Span<float>(target, rows * PanelWidth).Clear();
            if (columnStride == 1 && width == PanelWidth)
                for (int k = 0; k < rows; k++, source += rowStride, target += PanelWidth) TLanes.Load(source).Store(target);
            else if (columnStride == 1)
                for (int k = 0; k < rows; k++, source += rowStride, target += PanelWidth)
                    for (int j = 0; j < width; j++) target[j] = source[j];
            else if (rowStride == 1) Transposition.Turn(source, columnStride, rows, width, target, PanelWidth);
            else
                for (int j = 0; j < width; j++, source += columnStride, target++)
                    for (int k = 0; k < rows; k++) target[k * PanelWidth] = source[(long)k * rowStride];
        }
    }
}
