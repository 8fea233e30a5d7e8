using ConvLens.Compute.Normalization;
using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Convolution;

/// <summary>Lines of pictures with their padding, copied to where a cache is near; for the few that read them this is less than to lay whole pictures into larger ones.</summary>
internal static unsafe class PaddedLines
{
    /// <summary>Floats of a line.</summary>
    public static int Length(ConvolutionGeometry geometry) => geometry.PaddedColumns * geometry.Input.C;

    /// <summary>Lines that so many output pixels read, if no picture ends among them.</summary>
    public static int Most(ConvolutionGeometry geometry, int pixels) => ((pixels + geometry.OutputColumns - 2) / geometry.OutputColumns * geometry.StrideRows) + Reach(geometry);

    /// <summary>The first line that output pixels read, counted through the batch, and how many there are from it to the last.</summary>
    public static (int Line, int Lines) Of(ConvolutionGeometry geometry, int first, int pixels)
    {
        int line = LineOf(geometry, first);
        return (line, LineOf(geometry, first + pixels - 1) + Reach(geometry) - line);
    }

    /// <summary>Where a line lies in the batch without padding, or if it is padding, the next that is not.</summary>
    public static long Place(ConvolutionGeometry geometry, int line)
    {
        (int image, int row) = int.DivRem(line, geometry.PaddedRows);
        return (((long)image * geometry.Input.H) + Math.Clamp(row - geometry.PadTop, 0, geometry.Input.H)) * geometry.Input.W * geometry.Input.C;
    }

    /// <summary>The first number of each output pixel's patch.</summary>
    /// <param name="geometry">The convolution.</param>
    /// <param name="padded">The batch's padded pictures.</param>
    /// <param name="pixel">The first pixel, counted through the batch.</param>
    /// <param name="count">How many.</param>
    /// <param name="patches">One place a pixel.</param>
    public static void LocatePatches(ConvolutionGeometry geometry, float* padded, int pixel, int count, float** patches)
    {
        int step = geometry.StrideColumns * geometry.Input.C, columns = geometry.OutputColumns;
        for (int end = pixel + count; pixel < end;)
        {
            int column = pixel % columns;
            float* patch = padded + ((long)LineOf(geometry, pixel) * Length(geometry)) + (column * step);
            for (int rowEnd = Math.Min(end, pixel - column + columns); pixel < rowEnd; pixel++, patch += step) *patches++ = patch;
        }
    }

    /// <summary>Copies lines of the batch's padded pictures, which are counted through.</summary>
    /// <param name="geometry">The convolution.</param>
    /// <param name="x">Its input, without padding.</param>
    /// <param name="first">The first line.</param>
    /// <param name="count">How many.</param>
    /// <param name="to">Where to, one after the other.</param>
    /// <param name="reader">What numbers go through on the way; padding is zero behind it.</param>
    public static void Copy<TLanes>(ConvolutionGeometry geometry, float* x, int first, int count, float* to, in AffineReader reader = default)
        where TLanes : unmanaged, ILanes<TLanes>
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
                reader.Copy<TLanes>(x + ((((long)image * geometry.Input.H) + row) * length), 0, length, to + left);
                target[(left + length)..].Clear();
            }

            if (++line < geometry.PaddedRows) continue;
            line = 0;
            image++;
        }
    }

    // The first line that an output pixel reads.
    private static int LineOf(ConvolutionGeometry geometry, int pixel)
    {
        (int image, int row) = int.DivRem(pixel / geometry.OutputColumns, geometry.OutputRows);
        return (image * geometry.PaddedRows) + (row * geometry.StrideRows);
    }

    // Lines that a pixel reads, with those between them.
    private static int Reach(ConvolutionGeometry geometry) => (geometry.DilationRows * (geometry.KernelRows - 1)) + 1;
}
