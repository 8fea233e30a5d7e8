using ConvLens.Compute.Pooling;

namespace ConvLens.Networks.Layers;

/// <summary>How pooling lays its windows out along one axis.</summary>
internal static class PoolingWindows
{
    /// <summary>How many there are.</summary>
    /// <exception cref="LayerShapeException">Numbers below their least, padding that a window could vanish in, or no room for one window.</exception>
    public static int Count(int extent, int before, int after, int window, int stride, int dilation, bool roundUp)
    {
        if (Math.Min(window, Math.Min(stride, dilation)) < 1) throw new LayerShapeException($"its window, stride and dilation must be at least 1, found {window}, {stride} and {dilation}");
        long reach = ((window - 1L) * dilation) + 1, rows = (long)extent + before + after;
        if (Math.Min(before, after) < 0 || Math.Max(before, after) >= reach) throw new LayerShapeException($"its padding must be at least 0 and less than its windows of {reach}, found {before} and {after}");
        if (rows < reach) throw new LayerShapeException($"its windows of {reach} need as many pixels with padding, found {rows}");
        long windows = ((rows - reach) / stride) + 1;
        // Rounded up, the last window must still start inside the picture or its leading padding, or it would see nothing.
        if (roundUp && (rows - reach) % stride != 0 && windows * stride < (long)extent + before) windows++;
        if (windows > int.MaxValue) throw new LayerShapeException($"it makes {windows} windows, which is too large");
        for (int i = 0; dilation > 1 && i < windows; i++)
        {
            (int first, int end) = PoolingGeometry.Inside(i, stride, before, window, extent, dilation);
            if (first >= end) throw new LayerShapeException($"the taps of its window {i} all lie outside the picture");
        }

        return (int)windows;
    }
}
