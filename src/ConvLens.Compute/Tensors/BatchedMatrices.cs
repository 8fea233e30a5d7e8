namespace ConvLens.Compute.Tensors;

/// <summary>A tensor seen as matrices along its last two axes, for every position of a batch shape that its other axes are broadcast to.</summary>
public sealed class BatchedMatrices
{
    private BatchedMatrices(int rows, int columns, int rowStride, int columnStride, int[] starts) =>
        (Rows, Columns, RowStride, ColumnStride, Starts) = (rows, columns, rowStride, columnStride, starts);

    /// <summary>Rows of each matrix.</summary>
    public int Rows { get; }

    /// <summary>Columns of each matrix.</summary>
    public int Columns { get; }

    /// <summary>Floats from row to row.</summary>
    public int RowStride { get; }

    /// <summary>Floats from column to column.</summary>
    public int ColumnStride { get; }

    /// <summary>Where the matrix of each batch position begins, row-major over the batch shape; the same place again where it is broadcast.</summary>
    public IReadOnlyList<int> Starts { get; }

    /// <summary>How many matrices there really are.</summary>
    public int Different => Starts.Distinct().Count();

    /// <summary>The matrices of a tensor, which has at least two axes, in its memory order or with the strides given.</summary>
    /// <param name="shape">The tensor's shape.</param>
    /// <param name="batch">The batch shape; the tensor's outer axes are aligned at its innermost.</param>
    /// <param name="strides">Floats between neighbours along each axis. Default: those of the memory order.</param>
    public static BatchedMatrices Of(Shape shape, IReadOnlyList<int> batch, int[]? strides = null)
    {
        strides ??= MemoryStrides.Of(shape);
        int outer = shape.Rank - 2;
        int[] starts = [0];
        for (int axis = 0; axis < batch.Count; axis++)
        {
            int own = axis - (batch.Count - outer), stride = own < 0 || shape[own] == 1 ? 0 : strides[own], extent = batch[axis];
            starts = [.. starts.SelectMany(start => Enumerable.Range(0, extent).Select(i => start + (i * stride)))];
        }

        return new(shape[outer], shape[outer + 1], strides[outer], strides[outer + 1], starts);
    }

    /// <summary>The same with rows and columns exchanged.</summary>
    public BatchedMatrices Transpose() => new(Columns, Rows, ColumnStride, RowStride, [.. Starts]);

    /// <summary>All rows of all matrices as one matrix, if they lie evenly one after the other; otherwise null.</summary>
    public BatchedMatrices? Stack()
    {
        for (int i = 1; i < Starts.Count; i++)
            if (Starts[i] != Starts[0] + (i * Rows * RowStride)) return null;
        return new(Starts.Count * Rows, Columns, RowStride, ColumnStride, [Starts[0]]);
    }
}
