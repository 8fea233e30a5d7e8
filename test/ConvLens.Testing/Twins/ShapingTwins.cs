using ConvLens.Compute.Tensors;
using ConvLens.Networks.Layers;
using ConvLens.Networks.Layers.Shaping;

namespace ConvLens.Testing.Twins;

/// <summary>Layers that move numbers, one output position at a time.</summary>
public static class ShapingTwins
{
    /// <summary>The layer's output; null if it is not one of these.</summary>
    public static TwinArray? Forward(Layer layer, TwinArray[] read) => layer switch
    {
        Reshape reshape => read[0].Reshape(reshape.InferShape([read[0].Shape])),
        Transpose transpose => Transpose(read[0], [.. transpose.Permutation]),
        Expand expand => Expand(read[0], expand.InferShape([read[0].Shape])),
        Tile tile => Tile(read[0], tile),
        Slice slice => Slice(read[0], slice),
        Gather gather => Gather(read[0], gather),
        Pad pad => Pad(read[0], pad),
        DepthToSpace depth => DepthToSpace(read[0], depth),
        SpaceToDepth space => SpaceToDepth(read[0], space.Block),
        Concatenation join => Concatenate(read, join.Axis),
        _ => null,
    };

    private static TwinArray Transpose(TwinArray x, int[] permutation)
    {
        int rank = permutation.Length;
        int[] axes = [.. permutation.Select(axis => (axis + rank) % rank)];
        return TwinIndex.Build(new([.. axes.Select(axis => x.Shape[axis])]), at => x.At([.. Enumerable.Range(0, rank).Select(axis => at[Array.IndexOf(axes, axis)])]));
    }

    private static TwinArray Expand(TwinArray x, Shape shape) =>
        TwinIndex.Build(shape, at => x.At([.. at.Skip(shape.Rank - x.Shape.Rank).Select((i, axis) => Math.Min(i, x.Shape[axis] - 1))]));

    private static TwinArray Tile(TwinArray x, Tile layer) =>
        TwinIndex.Build(new([.. x.Shape.Extents().Select((extent, axis) => extent * (int)layer.Repeats[axis])]), at => x.At([.. at.Select((i, axis) => i % x.Shape[axis])]));

    // Positions are listed as Python's range would list them.
    private static TwinArray Slice(TwinArray x, Slice layer)
    {
        int[][] kept = [.. x.Shape.Extents().Select(extent => Enumerable.Range(0, extent).ToArray())];
        for (int k = 0; k < layer.Starts.Count; k++)
        {
            int axis = layer.Axes.Count > 0 ? (layer.Axes[k] + x.Shape.Rank) % x.Shape.Rank : k, extent = x.Shape[axis];
            long step = layer.Steps.Count > 0 ? layer.Steps[k] : 1, start = layer.Starts[k] < 0 ? layer.Starts[k] + extent : layer.Starts[k], end = layer.Ends[k] < 0 ? layer.Ends[k] + extent : layer.Ends[k];
            start = step > 0 ? Math.Max(start, 0) : Math.Min(start, extent - 1);
            List<int> positions = [];
            for (long i = start; step > 0 ? i < Math.Min(end, extent) : i > Math.Max(end, -1); i += step) positions.Add((int)i);
            kept[axis] = [.. positions];
        }

        return TwinIndex.Build(new([.. kept.Select(positions => positions.Length)]), at => x.At([.. at.Select((i, axis) => kept[axis][i])]));
    }

    private static TwinArray Gather(TwinArray x, Gather layer)
    {
        int axis = (layer.Axis + x.Shape.Rank) % x.Shape.Rank, count = layer.IndexShape.Count;
        Shape indices = new([.. layer.IndexShape]);
        int[] extents = x.Shape.Extents();
        return TwinIndex.Build(new([.. extents[..axis], .. layer.IndexShape, .. extents[(axis + 1)..]]), at =>
        {
            int index = (int)layer.Indices[TwinIndex.Flat(indices, at[axis..(axis + count)])];
            return x.At([.. at[..axis], index < 0 ? index + extents[axis] : index, .. at[(axis + count)..]]);
        });
    }

    private static TwinArray Pad(TwinArray x, Pad layer)
    {
        Shape shape = new([.. x.Shape.Extents().Select((extent, axis) => extent + (int)layer.Before[axis] + (int)layer.After[axis])]);
        return TwinIndex.Build(shape, at =>
        {
            int[] inside = [.. at.Select((i, axis) => Walk(i - (int)layer.Before[axis], x.Shape[axis], layer.Mode))];
            return inside.Contains(-1) ? layer.Value : x.At(inside);
        });
    }

    // Steps towards the inside one move at a time: a whole period, a mirror image, or onto the edge.
    private static int Walk(int i, int extent, PadMode mode)
    {
        while (i < 0 || i >= extent)
        {
            if (mode == PadMode.Constant) return -1;
            if (mode == PadMode.Edge || extent == 1) i = i < 0 ? 0 : extent - 1;
            else if (mode == PadMode.Wrap) i += i < 0 ? extent : -extent;
            else i = i < 0 ? -i : (2 * (extent - 1)) - i;
        }

        return i;
    }

    private static TwinArray DepthToSpace(TwinArray x, DepthToSpace layer)
    {
        int b = layer.Block, channels = x.Shape.C / (b * b);
        return TwinIndex.Build([x.Shape.N, channels, x.Shape.H * b, x.Shape.W * b], at =>
        {
            int y = at[2] % b, z = at[3] % b;
            return x[at[0], layer.Mode == DepthToSpaceMode.DepthColumnRow ? (((y * b) + z) * channels) + at[1] : (((at[1] * b) + y) * b) + z, at[2] / b, at[3] / b];
        });
    }

    private static TwinArray SpaceToDepth(TwinArray x, int b) =>
        TwinIndex.Build([x.Shape.N, x.Shape.C * b * b, x.Shape.H / b, x.Shape.W / b], at => x[at[0], at[1] % x.Shape.C, (at[2] * b) + (at[1] / x.Shape.C / b), (at[3] * b) + (at[1] / x.Shape.C % b)]);

    private static TwinArray Concatenate(TwinArray[] parts, int named)
    {
        int axis = (named + parts[0].Shape.Rank) % parts[0].Shape.Rank;
        int[] extents = parts[0].Shape.Extents();
        extents[axis] = parts.Sum(part => part.Shape[axis]);
        return TwinIndex.Build(new(extents), at =>
        {
            int[] inside = [.. at];
            foreach (TwinArray part in parts)
            {
                if (inside[axis] < part.Shape[axis]) return part.At(inside);
                inside[axis] -= part.Shape[axis];
            }

            throw new InvalidOperationException("behind the last part");
        });
    }
}
