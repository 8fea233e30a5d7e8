namespace ConvLens.Compute.Convolution;

/// <summary>How tiles of 4×4 outputs lie over the pictures of a batch: by picture, row, column.</summary>
internal sealed record WinogradTiles(ConvolutionGeometry Geometry, int Rows, int Columns)
{
    /// <summary>Tiles of the batch.</summary>
    public int Count => Geometry.Input.N * Rows * Columns;

    /// <summary>Picture, and first output row and column, of a tile.</summary>
    public (int N, int Y, int X) Place(int tile)
    {
        (int line, int column) = int.DivRem(tile, Columns);
        (int n, int row) = int.DivRem(line, Rows);
        return (n, row * WinogradConvolution.Outputs, column * WinogradConvolution.Outputs);
    }
}
