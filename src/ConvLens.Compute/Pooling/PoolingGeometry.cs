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
public sealed record PoolingGeometry(
    Shape Input, Shape Output, int WindowRows, int WindowColumns, int StrideRows, int StrideColumns, int PadTop, int PadLeft)
{
    /// <summary>The taps of a window that lie inside the picture, along one axis, for the window at <paramref name="position"/>.</summary>
    internal static (int First, int End) Inside(int position, int stride, int pad, int window, int extent)
    {
        int start = (position * stride) - pad;
        return (Math.Max(0, -start), Math.Min(window, extent - start));
    }
}
