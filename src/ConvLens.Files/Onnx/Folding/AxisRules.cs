using ConvLens.Files.Onnx.Values;

namespace ConvLens.Files.Onnx.Folding;

/// <summary>Axes and extents as operators count them.</summary>
internal static class AxisRules
{
    /// <summary>An axis from 0 on; negative ones count from behind.</summary>
    public static int Of(long axis, int rank) =>
        axis >= -rank && axis < rank ? (int)(axis < 0 ? axis + rank : axis) : throw new OnnxFault($"an axis must lie between {-rank} and {rank - 1}", $"{axis}");

    /// <summary>Axes from 0 on, each once.</summary>
    public static int[] Of(IEnumerable<long> axes, int rank)
    {
        int[] found = [.. axes.Select(axis => Of(axis, rank))];
        return found.Distinct().Count() == found.Length ? found : throw new OnnxFault("every axis may be named once", string.Join(", ", found));
    }

    /// <summary>The extents that a reshape asks for: 0 copies the input's, −1 takes what is left.</summary>
    public static int[] Reshape(ReadOnlySpan<int> from, long[] to, bool allowZero = false)
    {
        long length = Constant.LengthOf(from), known = 1;
        int[] extents = new int[to.Length];
        int open = -1;
        for (int axis = 0; axis < to.Length; axis++)
        {
            if (to[axis] == -1 && open < 0)
            {
                open = axis;
                continue;
            }

            extents[axis] = to[axis] == 0 && !allowZero ? axis < from.Length ? from[axis] : throw Fault(from, to) : to[axis] is >= 0 and <= int.MaxValue ? (int)to[axis] : throw Fault(from, to);
            known = extents[axis] == 0 ? 0 : known > long.MaxValue / extents[axis] ? throw Fault(from, to) : known * extents[axis];
        }

        if (open >= 0 && known > 0 && length / known <= int.MaxValue) extents[open] = (int)(length / known);
        return Constant.LengthOf(extents) == length ? extents : throw Fault(from, to);

        static OnnxFault Fault(ReadOnlySpan<int> from, long[] to) => new($"{string.Join('×', from.ToArray())} must fit the shape it is given", string.Join('×', to));
    }

    /// <summary>Without the named axes, or without all of extent 1.</summary>
    public static int[] Squeeze(int[] from, long[]? axes)
    {
        int[] gone = axes is null ? [.. Enumerable.Range(0, from.Length).Where(axis => from[axis] == 1)] : Of(axes, from.Length);
        return gone.All(axis => from[axis] == 1)
            ? [.. from.Where((_, axis) => !gone.Contains(axis))]
            : throw new OnnxFault($"axes {string.Join(", ", gone)} must be of extent 1", string.Join('×', from));
    }

    /// <summary>With axes of extent 1 at the named places of the result.</summary>
    public static int[] Unsqueeze(int[] from, long[] axes)
    {
        int[] places = Of(axes, from.Length + axes.Length);
        Queue<int> left = new(from);
        return [.. Enumerable.Range(0, from.Length + axes.Length).Select(axis => places.Contains(axis) ? 1 : left.Dequeue())];
    }

    /// <summary>The extents that arrays have together: axes are matched from behind, and those of extent 1 repeat.</summary>
    public static int[] Broadcast(params IReadOnlyList<int[]> shapes)
    {
        int rank = shapes.Max(shape => shape.Length);
        int[] together = new int[rank];
        Array.Fill(together, 1);
        foreach (int[] shape in shapes)
            for (int axis = 0; axis < shape.Length; axis++)
            {
                ref int extent = ref together[rank - shape.Length + axis];
                if (extent == 1) extent = shape[axis];
                else if (shape[axis] != 1 && shape[axis] != extent) throw new OnnxFault("extents must be equal or 1", string.Join(" and ", shapes.Select(one => string.Join('×', one))));
            }

        return together;
    }
}
