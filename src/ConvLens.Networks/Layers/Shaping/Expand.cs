using ConvLens.Compute.Layout;
using ConvLens.Compute.Tensors;

namespace ConvLens.Networks.Layers.Shaping;

/// <summary>Repeats axes of extent 1, and adds outer ones, until the input has the given extents, as NumPy broadcasts.</summary>
/// <param name="Dimensions">The extents wanted; where one is 1, the input's stays. Axes are aligned at the innermost.</param>
public sealed record Expand(ValueList<long> Dimensions) : Rearrangement
{
    /// <summary>Whether the first dimension is the batch, and so whatever the input's first extent is. Default false.</summary>
    public bool KeepBatch { get; init; }

    /// <inheritdoc/>
    public override string Kind => "expand";

    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<Shape> inputs)
    {
        Shape input = inputs[0];
        int rank = Math.Max(input.Rank, Dimensions.Count);
        return Axes.ToShape([.. Enumerable.Range(0, rank).Select(Wanted)]);

        long Wanted(int axis)
        {
            int inner = axis - (rank - input.Rank), named = axis - (rank - Dimensions.Count);
            int have = inner < 0 ? 1 : input[inner];
            long want = named < 0 || (KeepBatch && axis == 0 && inner == 0) ? 1 : Dimensions[named];
            return have == want || want == 1 ? have : have == 1 ? want : throw new LayerShapeException($"it cannot repeat {input} to {Dimensions}");
        }
    }

    private protected override IEnumerable<CopyAxis> CopyAxes(Shape input, Shape output)
    {
        int[] from = MemoryStrides.Of(input), to = MemoryStrides.Of(output);
        int added = output.Rank - input.Rank;
        return to.Select((stride, axis) => CopyAxis.Even(output[axis], axis < added || input[axis - added] == 1 ? 0 : from[axis - added], stride));
    }
}
