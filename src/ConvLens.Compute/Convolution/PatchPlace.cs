namespace ConvLens.Compute.Convolution;

/// <summary>Where the patch of an output pixel begins: its picture's first number, and row and column of its first tap, which may lie in the padding.</summary>
internal readonly record struct PatchPlace(long Picture, int Row, int Column)
{
    /// <summary>The places of output pixels <paramref name="first"/> … on, counted over pictures, rows and columns.</summary>
    public static void Locate(ConvolutionGeometry geometry, int first, Span<PatchPlace> places)
    {
        (int line, int column) = int.DivRem(first, geometry.OutputColumns);
        (int n, int row) = int.DivRem(line, geometry.OutputRows);
        long picture = (long)geometry.Input.H * geometry.Input.W * geometry.Input.C;
        foreach (ref PatchPlace place in places)
        {
            place = new(n * picture, (row * geometry.StrideRows) - geometry.PadTop, (column * geometry.StrideColumns) - geometry.PadLeft);
            if (++column < geometry.OutputColumns) continue;
            column = 0;
            if (++row == geometry.OutputRows) (n, row) = (n + 1, 0);
        }
    }
}
