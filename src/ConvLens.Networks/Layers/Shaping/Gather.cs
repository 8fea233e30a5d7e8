using ConvLens.Compute.Layout;
using ConvLens.Compute.Tensors;

namespace ConvLens.Networks.Layers.Shaping;

/// <summary>Picks positions of one axis: [a, i, b] becomes [a, index shape, b].</summary>
/// <param name="Indices">The positions, row-major in the index shape; negative ones count from behind.</param>
/// <param name="IndexShape">The extents that take the axis's place. Empty: a single position is picked and the axis goes away.</param>
/// <param name="Axis">The axis; negative ones count from behind.</param>
public sealed record Gather(ValueList<long> Indices, ValueList<int> IndexShape, int Axis = 0) : Rearrangement
{
    /// <inheritdoc/>
    public override string Kind => "gather";

    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<Shape> inputs)
    {
        Shape input = inputs[0];
        int axis = Axes.Resolve(Axis, input.Rank);
        Shape picked = Axes.ToShape([.. IndexShape.Select(extent => (long)extent)]);
        if (picked.Length != Indices.Count) throw new LayerShapeException($"it needs {picked.Length} indices for a shape of {IndexShape}, found {Indices.Count}");
        foreach (long index in Indices)
            if (index < -input[axis] || index >= input[axis]) throw new LayerShapeException($"its indices must lie in an axis of {input[axis]}, found {index}");
        return new([.. input.AsEnumerable().Take(axis), .. IndexShape, .. input.AsEnumerable().Skip(axis + 1)]);
    }

    private protected override IEnumerable<CopyAxis> CopyAxes(Shape input, Shape output)
    {
        int[] from = MemoryStrides.Of(input), to = MemoryStrides.Of(output);
        int axis = Axes.Resolve(Axis, input.Rank), added = IndexShape.Count - 1, extent = input[axis];
        for (int before = 0; before < axis; before++) yield return CopyAxis.Even(input[before], from[before], to[before]);
        // All the axes of the indices are one: a position is read wherever its index stands.
        int[] targets = [0];
        for (int i = 0; i < IndexShape.Count; i++) targets = [.. targets.SelectMany(target => Enumerable.Range(0, IndexShape[i]).Select(at => target + (at * to[axis + i])))];
        yield return new([.. Indices.Select(index => (int)(index < 0 ? index + extent : index) * from[axis])], targets);
        for (int after = axis + 1; after < input.Rank; after++) yield return CopyAxis.Even(input[after], from[after], to[after + added]);
    }
}
