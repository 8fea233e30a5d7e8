using ConvLens.Compute.Layout;
using ConvLens.Compute.Tensors;

namespace ConvLens.Networks.Layers.Shaping;

/// <summary>Every step-th position from a start to before an end, axis by axis: NumPy's <c>x[start:end:step]</c>.</summary>
/// <remarks>Starts and ends below 0 count from behind; those beyond an axis are cut to it. A negative step goes backwards.</remarks>
/// <param name="Starts">The first position of each named axis.</param>
/// <param name="Ends">The position before which it stops.</param>
/// <param name="Axes">The axes that are cut; negative ones count from behind. Empty: the outermost ones in order.</param>
/// <param name="Steps">Positions from one to the next, not 0. Empty: 1.</param>
public sealed record Slice(ValueList<long> Starts, ValueList<long> Ends, ValueList<int> Axes = default, ValueList<long> Steps = default) : Rearrangement
{
    /// <inheritdoc/>
    public override string Kind => "slice";

    /// <inheritdoc/>
    public override LocalWindow? Window => Steps.All(step => step == 1) ? LocalWindow.Pixel : null;

    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<Shape> inputs) => Layers.Axes.ToShape([.. Cuts(inputs[0]).Select(cut => cut.Count)]);

    private protected override IEnumerable<CopyAxis> CopyAxes(Shape input, Shape output)
    {
        int[] from = MemoryStrides.Of(input), to = MemoryStrides.Of(output);
        return Cuts(input).Select((cut, axis) => CopyAxis.Picked(Enumerable.Range(0, output[axis]).Select(i => (int)(cut.Start + (i * cut.Step))), from[axis], to[axis]));
    }

    private (long Start, long Step, long Count)[] Cuts(Shape input)
    {
        int count = Starts.Count;
        if (Ends.Count != count || (Axes.Count > 0 && Axes.Count != count) || (Steps.Count > 0 && Steps.Count != count) || count > input.Rank)
            throw new LayerShapeException($"it needs as many ends, axes and steps as its {count} starts, and at most {input.Rank}");
        int[] axes = Axes.Count > 0 ? Layers.Axes.Resolve(Axes, input.Rank) : [.. Enumerable.Range(0, count)];
        (long, long, long)[] cuts = [.. input.AsEnumerable().Select(extent => (0L, 1L, (long)extent))];
        for (int i = 0; i < count; i++) cuts[axes[i]] = Cut(Starts[i], Ends[i], Steps.Count > 0 ? Steps[i] : 1, input[axes[i]]);
        return cuts;
    }

    private static (long Start, long Step, long Count) Cut(long start, long end, long step, int extent)
    {
        if (step == 0) throw new LayerShapeException("its steps must not be 0");
        // Backwards, the first position is at most the last one, and the end may lie before position 0.
        (long least, long most) = step > 0 ? (0, extent) : (-1, extent - 1);
        start = Math.Clamp(start < 0 ? start + extent : start, step > 0 ? 0 : -1, most);
        end = Math.Clamp(end < 0 ? end + extent : end, least, most);
        step = Math.Clamp(step, -extent, extent);
        long count = step > 0 ? (end - start + step - 1) / step : (start - end - step - 1) / -step;
        return count > 0 ? (start, step, count) : throw new LayerShapeException($"it takes nothing of an axis of {extent}");
    }
}
