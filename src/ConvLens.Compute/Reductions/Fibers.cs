using ConvLens.Compute.Elementwise;
using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Tensors;

namespace ConvLens.Compute.Reductions;

/// <summary>Which numbers of a tensor belong to one number of a smaller one: those that a reduction joins, and over which broadcasting spreads it.</summary>
/// <remarks>The numbers of the smaller one are counted in the order of its memory.</remarks>
public sealed class Fibers
{
    private Fibers(IReadOnlyList<(int Extent, int Stride)> axes, IEnumerable<int> kept)
    {
        int[] rows = [.. kept.Where(axis => axes[axis].Extent > 1)];
        int[] memory = [.. Enumerable.Range(0, axes.Count).Where(axis => axes[axis].Extent > 1).OrderByDescending(axis => axes[axis].Stride)];
        int[] strides = new int[axes.Count];
        Count = 1;
        foreach (int axis in rows.Reverse()) (strides[axis], Count) = (Count, Count * axes[axis].Extent);
        Length = memory.Aggregate(1, (length, axis) => length * axes[axis].Extent);
        Rows = new(rows.Concat(memory.Except(rows)).Select(axis => axes[axis]));
        Spread = new(memory.Select(axis => (axes[axis].Extent, strides[axis])));
        int[] joined = [.. memory.Except(rows)];
        int within = 1;
        for (int axis = 0; axis < strides.Length; axis++) strides[axis] *= Length / Count;
        foreach (int axis in joined.Reverse()) (strides[axis], within) = (within, within * axes[axis].Extent);
        Unroll = new(memory.Select(axis => (axes[axis].Extent, strides[axis])));
    }

    /// <summary>Numbers of the smaller tensor.</summary>
    public int Count { get; }

    /// <summary>Numbers of the larger one.</summary>
    public int Length { get; }

    /// <summary>Numbers of the larger one for each of the smaller.</summary>
    public int Size => Length / Count;

    /// <summary>Reads the larger one fiber by fiber.</summary>
    internal Walk Rows { get; }

    /// <summary>Reads the smaller one once for each number of the larger, in the order of that one's memory.</summary>
    internal Walk Spread { get; }

    /// <summary>Reads what <see cref="Rows"/> wrote in the order of the larger one's memory.</summary>
    internal Walk Unroll { get; }

    /// <summary>Whether the larger one lies fiber by fiber, so that <see cref="Gather"/> copies.</summary>
    public bool AreRows => Rows.IsIdentity;

    /// <summary>Whether both are the same, number by number, in the same order.</summary>
    public bool AreSingle => Count == Length && Rows.IsIdentity;

    /// <summary>The fibers along some axes.</summary>
    /// <param name="shape">The larger shape.</param>
    /// <param name="axes">The axes that are joined, from 0.</param>
    /// <param name="keepAxes">Whether they stay in the smaller shape with extent 1, or are dropped from it.</param>
    public static Fibers Along(Shape shape, IReadOnlyCollection<int> axes, bool keepAxes)
    {
        int[] kept = [.. Enumerable.Range(0, shape.Rank).Where(axis => !axes.Contains(axis))];
        return new(AxesOf(shape), keepAxes ? MemoryStrides.Order(shape.Rank).Intersect(kept) : MemoryStrides.Order(kept.Length).Select(axis => kept[axis]));
    }

    /// <summary>The fibers over which a shape spreads when it is broadcast, by NumPy's rule.</summary>
    public static Fibers OfBroadcast(Shape small, Shape large)
    {
        int missing = large.Rank - small.Rank;
        return new(AxesOf(large), MemoryStrides.Order(small.Rank).Where(axis => small[axis] > 1).Select(axis => axis + missing));
    }

    /// <summary>The fibers of each sample and group of neighbouring channels: the smaller shape is [N, groups].</summary>
    public static Fibers OfGroups(Shape shape, int groups)
    {
        (int Extent, int Stride)[] axes = AxesOf(shape);
        (int channels, int stride) = axes[1];
        return new([axes[0], (groups, channels / groups * stride), (channels / groups, stride), .. axes[2..]], [0, 1]);
    }

    /// <summary>Writes the larger tensor fiber by fiber: a matrix [<see cref="Count"/>, <see cref="Size"/>].</summary>
    public void Gather(Scheduler scheduler, ReadOnlySpan<float> x, Span<float> rows) => BroadcastMap.Copy(scheduler, Rows, x, rows);

    /// <summary>Undoes <see cref="Gather"/>.</summary>
    public void Scatter(Scheduler scheduler, ReadOnlySpan<float> rows, Span<float> x) => BroadcastMap.Copy(scheduler, Unroll, rows, x);

    private static (int Extent, int Stride)[] AxesOf(Shape shape) => [.. shape.AsEnumerable().Zip(MemoryStrides.Of(shape))];
}
