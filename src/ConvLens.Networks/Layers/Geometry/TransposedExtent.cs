namespace ConvLens.Networks.Layers.Geometry;

/// <summary>How far a transposed convolution reaches along one axis.</summary>
internal static class TransposedExtent
{
    /// <summary>(H − 1) · stride − padding + dilation · (kernel − 1) + 1 + output padding.</summary>
    /// <exception cref="LayerShapeException">A number is below its least, or the output padding is not less than the stride.</exception>
    public static long Of(int extent, int kernel, int stride, int dilation, int before, int after, int outputPadding)
    {
        if (Math.Min(kernel, Math.Min(stride, dilation)) < 1) throw new LayerShapeException($"its kernel, stride and dilation must be at least 1, found {kernel}, {stride} and {dilation}");
        if (Math.Min(before, after) < 0) throw new LayerShapeException($"its padding must be at least 0, found {before} and {after}");
        if (outputPadding < 0 || outputPadding >= stride) throw new LayerShapeException($"its output padding must be at least 0 and less than its stride of {stride}, found {outputPadding}");
        return ((extent - 1L) * stride) - before - after + (dilation * (kernel - 1L)) + 1 + outputPadding;
    }
}
