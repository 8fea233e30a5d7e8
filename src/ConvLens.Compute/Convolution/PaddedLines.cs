namespace ConvLens.Compute.Convolution;

/// <summary>Lines of pictures with their padding, copied to where a cache is near; for the few that read them this is less than to lay whole pictures into larger ones.</summary>
internal static unsafe class PaddedLines
{
    /// <summary>Floats of a line.</summary>
    public static int Length(ConvolutionGeometry geometry) => geometry.PaddedColumns * geometry.Input.C;

    /// <summary>Copies lines of the batch's padded pictures, which are counted through.</summary>
    /// <param name="geometry">The convolution.</param>
    /// <param name="x">Its input, without padding.</param>
    /// <param name="first">The first line.</param>
    /// <param name="count">How many.</param>
    /// <param name="to">Where to, one after the other.</param>
    public static void Copy(ConvolutionGeometry geometry, float* x, int first, int count, float* to)
    {
        int length = geometry.Input.W * geometry.Input.C, left = geometry.PadLeft * geometry.Input.C, whole = Length(geometry);
        (int image, int line) = int.DivRem(first, geometry.PaddedRows);
        for (; count > 0; count--, to += whole)
        {
            Span<float> target = new(to, whole);
            int row = line - geometry.PadTop;
            if (row < 0 || row >= geometry.Input.H) target.Clear();
            else
            {
                target[..left].Clear();
                new ReadOnlySpan<float>(x + ((((long)image * geometry.Input.H) + row) * length), length).CopyTo(target[left..]);
                target[(left + length)..].Clear();
            }

            if (++line < geometry.PaddedRows) continue;
            line = 0;
            image++;
        }
    }
}
