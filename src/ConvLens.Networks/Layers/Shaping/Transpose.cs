using ConvLens.Compute.Layout;
using ConvLens.Compute.Tensors;

namespace ConvLens.Networks.Layers.Shaping;

/// <summary>Axes in another order: axis a of the output is axis <c>Permutation[a]</c> of the input.</summary>
/// <param name="Permutation">Every axis once.</param>
public sealed record Transpose(ValueList<int> Permutation) : Rearrangement
{
    /// <inheritdoc/>
    public override string Kind => "transpose";

    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<Shape> inputs)
    {
        Axes.RequireCount(Permutation.Count, inputs[0].Rank, "axes to permute");
        return new([.. Axes.Resolve(Permutation, inputs[0].Rank).Select(axis => inputs[0][axis])]);
    }

    private protected override IEnumerable<CopyAxis> CopyAxes(Shape input, Shape output)
    {
        int[] from = MemoryStrides.Of(input), to = MemoryStrides.Of(output), permutation = Axes.Resolve(Permutation, input.Rank);
        return permutation.Select((axis, a) => CopyAxis.Even(output[a], from[axis], to[a]));
    }
}
