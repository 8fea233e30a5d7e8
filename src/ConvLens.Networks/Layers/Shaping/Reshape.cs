using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;

namespace ConvLens.Networks.Layers.Shaping;

/// <summary>The same numbers, in logical order (N, C, H, W), under other extents.</summary>
/// <param name="Dimensions">The extents; 0 takes the input's of the same axis, −1 (at most once) whatever is left.</param>
public sealed record Reshape(ValueList<long> Dimensions) : Layer
{
    /// <summary>Whether the first dimension is the batch, and so whatever the input's first extent is. Default false.</summary>
    public bool KeepBatch { get; init; }

    /// <inheritdoc/>
    public override string Kind => "reshape";

    /// <inheritdoc/>
    public override LocalWindow? Window => null;

    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<Shape> inputs)
    {
        Shape input = inputs[0];
        long[] extents = [.. Dimensions];
        for (int axis = 0; axis < extents.Length; axis++)
            if (extents[axis] == 0 || (KeepBatch && axis == 0)) extents[axis] = axis < input.Rank ? input[axis] : throw new LayerShapeException($"its dimensions {Dimensions} copy axis {axis}, its input has {input.Rank} axes");
        int open = Array.IndexOf(extents, -1);
        long rest = extents.Where((_, axis) => axis != open).Aggregate(1L, (product, extent) => Math.Clamp(product * Math.Clamp(extent, 0, int.MaxValue), 0, int.MaxValue));
        if (open >= 0 && rest > 0) extents[open] = input.Length / rest;
        Shape output = Axes.ToShape(extents);
        return output.Length == input.Length ? output : throw new LayerShapeException($"its dimensions {Dimensions} hold {output.Length} numbers, its input {input.Length}");
    }

    internal override LayerExecutor CreateExecutor(LayerSite site) => new ReshapeExecutor(site);
}
