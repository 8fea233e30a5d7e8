namespace ConvLens.Compute.Tensors;

/// <summary>Between logical order (N, C, H, W) and memory order (N, H, W, C). Ranks other than 4 are the same in both.</summary>
public static class ChannelsLast
{
    /// <summary>Logical order to memory order.</summary>
    public static void Pack(Shape shape, ReadOnlySpan<float> logical, Span<float> memory)
    {
        if (shape.Rank == 4) Transpose(logical, memory, shape.N, rows: shape.C, columns: shape.H * shape.W);
        else logical.CopyTo(memory);
    }

    /// <summary>Memory order to logical order.</summary>
    public static void Unpack(Shape shape, ReadOnlySpan<float> memory, Span<float> logical)
    {
        if (shape.Rank == 4) Transpose(memory, logical, shape.N, rows: shape.H * shape.W, columns: shape.C);
        else memory.CopyTo(logical);
    }

    /// <summary>Transposes each of <paramref name="count"/> matrices: from [rows, columns] to [columns, rows].</summary>
    private static void Transpose(ReadOnlySpan<float> from, Span<float> to, int count, int rows, int columns)
    {
        if (rows == 1 || columns == 1)
        {
            from.CopyTo(to);
            return;
        }

        int size = rows * columns;
        for (int n = 0; n < count; n++)
        {
            ReadOnlySpan<float> source = from.Slice(n * size, size);
            Span<float> target = to.Slice(n * size, size);
            for (int row = 0; row < rows; row++)
                for (int column = 0; column < columns; column++)
                    target[(column * rows) + row] = source[(row * columns) + column];
        }
    }
}
