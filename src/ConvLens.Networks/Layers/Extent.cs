namespace ConvLens.Networks.Layers;

/// <summary>A number of rows and of columns; a single number means both.</summary>
public readonly record struct Extent(int Rows, int Columns)
{
    /// <summary>The same number of rows and columns.</summary>
    public static implicit operator Extent(int both) => new(both, both);

    /// <summary>The same number of rows and columns.</summary>
    public static Extent FromInt32(int both) => both;

    /// <summary>Rows×columns, as in <c>5×5</c>.</summary>
    public override string ToString() => $"{Rows}×{Columns}";
}
