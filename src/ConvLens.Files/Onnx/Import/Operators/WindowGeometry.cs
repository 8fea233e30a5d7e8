using ConvLens.Files.Onnx.Values;
using ConvLens.Networks.Layers;

namespace ConvLens.Files.Onnx.Import.Operators;

/// <summary>A window that moves over the spatial axes: what convolutions and pooling have in common, axis by axis.</summary>
internal sealed record WindowGeometry(int[] Kernel, int[] Stride, int[] Dilation, int[] Before, int[] After)
{
    public Extent KernelExtent => Pair(Kernel, 1);

    public Extent StrideExtent => Pair(Stride, 1);

    public Extent DilationExtent => Pair(Dilation, 1);

    public Margins Padding
    {
        get
        {
            Extent before = Pair(Before, 0), after = Pair(After, 0);
            return new(before.Rows, before.Columns, after.Rows, after.Columns);
        }
    }

    /// <summary>The window of a node that reads maps.</summary>
    /// <param name="context">The node.</param>
    /// <param name="maps">[N, C, spatial axes …].</param>
    /// <param name="kernel">The window's extents, where they are not an attribute.</param>
    public static WindowGeometry Of(OperatorContext context, Value maps, int[]? kernel = null)
    {
        OnnxNode node = context.Node;
        if (maps.Rank < 3) throw new OnnxFault("it must read maps N×C×…", string.Join('×', maps.Extents));
        int axes = maps.Rank - 2;
        int[] size = node.Counts("kernel_shape") ?? kernel ?? throw new OnnxFault("it must have the attribute 'kernel_shape'", "none");
        if (kernel is not null && !kernel.SequenceEqual(size)) throw new OnnxFault($"its kernel_shape must be {string.Join('×', kernel)}", string.Join('×', size));
        int[] ones = [.. Enumerable.Repeat(1, axes)];
        int[] stride = node.Counts("strides") ?? ones, dilation = node.Counts("dilations") ?? ones, pads = node.Counts("pads") ?? new int[2 * axes];
        if (size.Length != axes || stride.Length != axes || dilation.Length != axes || pads.Length != 2 * axes) throw new OnnxFault($"it must have a kernel, strides, dilations and pads for {axes} axes", "other numbers of them");
        if (size.Concat(stride).Concat(dilation).Any(number => number < 1)) throw new OnnxFault("its kernel, strides and dilations must be at least 1", "less");
        string rule = node.Choice("auto_pad", "NOTSET", "NOTSET", "", "SAME_UPPER", "SAME_LOWER", "VALID");
        WindowGeometry window = new(size, stride, dilation, pads[..axes], pads[axes..]);
        return rule switch
        {
            "SAME_UPPER" or "SAME_LOWER" => window.Same(maps.Extents[2..], upper: rule == "SAME_UPPER"),
            "VALID" => window with { Before = new int[axes], After = new int[axes] },
            _ => window,
        };
    }

    /// <summary>The same for one more axis before the others, of extent 1.</summary>
    public WindowGeometry Lifted() => new([1, .. Kernel], [1, .. Stride], [1, .. Dilation], [0, .. Before], [0, .. After]);

    // Padding that makes one output for every stride of the input; an odd number goes behind, or before.
    private WindowGeometry Same(int[] extents, bool upper)
    {
        int[] before = new int[extents.Length], after = new int[extents.Length];
        for (int axis = 0; axis < extents.Length; axis++)
        {
            long outputs = (extents[axis] + (long)Stride[axis] - 1) / Stride[axis];
            long pad = Math.Clamp(((outputs - 1) * Stride[axis]) + ((Kernel[axis] - 1L) * Dilation[axis]) + 1 - extents[axis], 0, int.MaxValue);
            (before[axis], after[axis]) = upper ? ((int)(pad / 2), (int)(pad - (pad / 2))) : ((int)(pad - (pad / 2)), (int)(pad / 2));
        }

        return this with { Before = before, After = after };
    }

    private static Extent Pair(int[] numbers, int missing) => numbers.Length == 1 ? new(missing, numbers[0]) : new(numbers[0], numbers[1]);
}
