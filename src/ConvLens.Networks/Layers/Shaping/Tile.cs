using ConvLens.Compute.Layout;
using ConvLens.Compute.Tensors;

namespace ConvLens.Networks.Layers.Shaping;

/// <summary>The input several times side by side along each axis.</summary>
/// <param name="Repeats">How often, for each axis.</param>
public sealed record Tile(ValueList<long> Repeats) : Rearrangement
{
    /// <inheritdoc/>
    public override string Kind => "tile";

    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<Shape> inputs)
    {
        Axes.RequireCount(Repeats.Count, inputs[0].Rank, "repeats");
        return Axes.ToShape([.. Repeats.Select((repeats, axis) => Math.Clamp(repeats, 0, int.MaxValue) * inputs[0][axis])]);
    }

    private protected override IEnumerable<CopyAxis> CopyAxes(Shape input, Shape output)
    {
        int[] from = MemoryStrides.Of(input), to = MemoryStrides.Of(output);
        return to.Select((stride, axis) => CopyAxis.Picked(Enumerable.Range(0, output[axis]).Select(i => i % input[axis]), from[axis], stride));
    }
}
