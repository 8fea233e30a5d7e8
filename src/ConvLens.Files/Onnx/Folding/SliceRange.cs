using ConvLens.Files.Onnx.Values;

namespace ConvLens.Files.Onnx.Folding;

/// <summary>What a slice takes along one axis: <paramref name="Count"/> indices from <paramref name="Start"/> on, <paramref name="Step"/> apart.</summary>
internal readonly record struct SliceRange(int Axis, int Start, int Count, int Step)
{
    /// <summary>The ranges that a Slice node asks for, in any of the operator's versions.</summary>
    public static SliceRange[] Of(Operands operands, int[] extents)
    {
        bool attributes = operands.Node.Opset < 10;
        long[] starts = (attributes ? operands.Node.Integers("starts") : operands.Integers(1)) ?? throw new OnnxFault("it must have starts", "none");
        long[] ends = (attributes ? operands.Node.Integers("ends") : operands.Integers(2)) ?? throw new OnnxFault("it must have ends", "none");
        long[] axes = (attributes ? operands.Node.Integers("axes") : operands.Integers(3)) ?? [.. Enumerable.Range(0, starts.Length).Select(axis => (long)axis)];
        long[] steps = (attributes ? null : operands.Integers(4)) ?? [.. starts.Select(_ => 1L)];
        if (ends.Length != starts.Length || axes.Length != starts.Length || steps.Length != starts.Length) throw new OnnxFault($"it must have {starts.Length} starts, ends, axes and steps", "other numbers of them");
        int[] places = AxisRules.Of(axes, extents.Length);
        return [.. places.Select((axis, i) => Of(axis, extents[axis], starts[i], ends[i], steps[i]))];
    }

    private static SliceRange Of(int axis, int extent, long start, long end, long step)
    {
        if (step is 0 or < -int.MaxValue or > int.MaxValue) throw new OnnxFault("a step must lie between −2³¹ and 2³¹ and not be 0", $"{step}");
        long low = step > 0 ? 0 : -1, high = step > 0 ? extent : extent - 1;
        long first = Math.Clamp(start < 0 ? start + extent : start, step > 0 ? 0 : Math.Min(0, high), high);
        long last = Math.Clamp(end < 0 ? end + extent : end, low, high);
        long count = step > 0 ? (last - first + step - 1) / step : (first - last - step - 1) / -step;
        return new(axis, (int)first, (int)Math.Max(0, count), (int)step);
    }
}
