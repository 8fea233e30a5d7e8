using ConvLens.Compute.Tensors;

namespace ConvLens.Networks.Layers;

/// <summary>What layers that are told axes and extents have in common.</summary>
internal static class Axes
{
    /// <summary>An axis counted from the outermost; negative ones count from behind.</summary>
    public static int Resolve(int axis, int rank) =>
        axis >= -rank && axis < rank ? (axis + rank) % rank : throw new LayerShapeException($"it names axis {axis}, its input has {rank} axes");

    /// <summary>All of the named axes, none of them twice.</summary>
    public static int[] Resolve(IReadOnlyList<int> axes, int rank)
    {
        int[] resolved = [.. axes.Select(axis => Resolve(axis, rank))];
        return resolved.Distinct().Count() == resolved.Length ? resolved : throw new LayerShapeException($"it names an axis of [{string.Join(", ", axes)}] twice");
    }

    /// <summary>Refuses a list that does not have one number for each axis.</summary>
    public static void RequireCount(int found, int rank, string what)
    {
        if (found != rank) throw new LayerShapeException($"it needs {rank} {what}, one for each axis, found {found}");
    }

    /// <summary>A shape from extents that a definition says, which may be too small or too large for one.</summary>
    public static Shape ToShape(IReadOnlyList<long> extents)
    {
        if (extents.Any(extent => extent is < 1 or > int.MaxValue)) throw new LayerShapeException($"its output would be {string.Join('×', extents)}, each extent must be at least 1");
        return new([.. extents.Select(extent => (int)extent)]);
    }
}
