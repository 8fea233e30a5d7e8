using ConvLens.Compute.Products;

namespace ConvLens.Compute.Convolution;

/// <summary>A convolution with eight outputs, read as one with sixteen: those of two neighbouring pixels, which lie together in memory.</summary>
/// <remarks>
/// <code>
/// w₂[o, i, j, c] = w[o, i, j, c]        w₂[8 + o, i, stride + j, c] = w[o, i, j, c]        and zero where no weight is
/// </code>
/// </remarks>
/// <param name="single">The convolution.</param>
internal sealed class PixelPairs(ConvolutionGeometry single)
{
    private const int Outputs = PanelMatrix.PanelWidth / 2;

    /// <summary>The convolution.</summary>
    public ConvolutionGeometry Single => single;

    /// <summary>The one with sixteen outputs.</summary>
    public ConvolutionGeometry Geometry { get; } = new(
        single.Input, 2 * single.Outputs, single.KernelRows, single.KernelColumns + single.StrideColumns, single.StrideRows, 2 * single.StrideColumns,
        single.PadTop, single.PadLeft, single.PadBottom, single.PadRight, single.DilationRows, 1, 1);

    /// <summary>Whether the geometry has eight outputs, an even number of columns of them, kernels that overlap, no dilation along lines, and one group.</summary>
    public static bool Fit(ConvolutionGeometry geometry) =>
        geometry is { Outputs: Outputs, Groups: 1, DilationColumns: 1 } && geometry.OutputColumns % 2 == 0 && geometry.KernelColumns > geometry.StrideColumns;

    /// <summary>w₂ of w, both in memory order; where w₂ is zero it is left as it is.</summary>
    public void Spread(ReadOnlySpan<float> weights, Span<float> paired)
    {
        for (int line = 0; line < single.Outputs * single.KernelRows; line++)
        {
            ReadOnlySpan<float> from = weights.Slice(line * single.RunLength, single.RunLength);
            from.CopyTo(paired[First(line)..]);
            from.CopyTo(paired[Second(line)..]);
        }
    }

    /// <summary>The gradient to w of that to w₂.</summary>
    public void Join(ReadOnlySpan<float> paired, Span<float> weights)
    {
        for (int line = 0; line < single.Outputs * single.KernelRows; line++)
            for (int k = 0; k < single.RunLength; k++) weights[(line * single.RunLength) + k] = paired[First(line) + k] + paired[Second(line) + k];
    }

    // Where a kernel row begins in those of the two pixels.
    private int First(int line) => line * Geometry.RunLength;

    private int Second(int line) => (((single.Outputs * single.KernelRows) + line) * Geometry.RunLength) + (single.StrideColumns * single.Input.C);
}
