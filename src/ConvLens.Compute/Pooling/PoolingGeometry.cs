using ConvLens.Compute.Tensors;

namespace ConvLens.Compute.Pooling;

/// <summary>Every number a pooling kernel needs. The caller has computed the output extents, because the field rounds them down or up.</summary>
/// <param name="Input">The input's shape [N, C, H, W].</param>
/// <param name="Output">The output's shape [N, C, …].</param>
/// <param name="WindowRows">Height of the window.</param>
/// <param name="WindowColumns">Width of the window.</param>
/// <param name="StrideRows">Input rows from one window to the next.</param>
/// <param name="StrideColumns">Input columns from one window to the next.</param>
/// <param name="PadTop">Rows above that windows may reach into.</param>
/// <param name="PadLeft">Columns to the left that windows may reach into.</param>
/// <param name="PadBottom">Rows below that count as zeros where a mean counts padding; windows may reach further, but that is nothing.</param>
/// <param name="PadRight">Columns to the right that count likewise.</param>
/// <param name="DilationRows">Input rows from one tap of a window to the next.</param>
/// <param name="DilationColumns">Input columns from one tap of a window to the next.</param>
public sealed record PoolingGeometry(
    Shape Input, Shape Output, int WindowRows, int WindowColumns, int StrideRows, int StrideColumns, int PadTop, int PadLeft,
    int PadBottom = 0, int PadRight = 0, int DilationRows = 1, int DilationColumns = 1)
{
    /// <summary>The taps of a window that lie inside the picture, along one axis, for the window at <paramref name="position"/>.</summary>
    public static (int First, int End) Inside(int position, int stride, int pad, int window, int extent, int dilation = 1)
    {
        int start = (position * stride) - pad;
        // Asked for every window: two divisions take longer than a small window.
        if (dilation == 1) return ((int)Math.Max(0, -(long)start), (int)Math.Clamp((long)extent - start, 0, window));
        return ((int)Math.Max(0, ((long)dilation - 1 - start) / dilation), Before(extent, start, window, dilation));
    }

    /// <summary>How many taps of a window that starts at <paramref name="start"/> lie before <paramref name="end"/>.</summary>
    internal static int Before(int end, int start, int window, int dilation) => Math.Clamp((int)(((long)end - start + dilation - 1) / dilation), 0, window);
}
