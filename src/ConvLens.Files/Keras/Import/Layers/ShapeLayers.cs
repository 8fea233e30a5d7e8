using ConvLens.Compute.Tensors;
using ConvLens.Networks.Layers;
using ConvLens.Networks.Layers.Geometry;
using ConvLens.Networks.Layers.Shaping;

namespace ConvLens.Files.Keras.Import.Layers;

/// <summary>Layers that group, move, add or cut off numbers.</summary>
internal static class ShapeLayers
{
    /// <summary>Ours goes map by map. Keras goes pixel by pixel wherever it is told that its channels are last or first; only maps with channels first and no word on it go as ours.</summary>
    public static KerasTensor Flatten(LayerCall call)
    {
        KerasTensor x = call.Input;
        bool sameOrder = call.Import.ChannelsFirst && call.Config.Text("data_format", "channels_last") == "channels_last";
        bool differs = x.Shape.Rank == 4 && !sameOrder && x.Shape.C > 1 && x.Shape.H * x.Shape.W > 1;
        return call.Add(new Flatten()) with { Flattened = differs ? x.Shape.C : x.Flattened };
    }

    public static KerasTensor Reshape(LayerCall call)
    {
        KerasTensor x = call.Input;
        long[] extents = Resolved(call, [.. call.Config.Integers("target_shape").Select(extent => (long)extent)], x.Shape.Length);
        bool channelsLast = extents.Length == 3 && !call.Import.ChannelsFirst;
        if (channelsLast && x.Flattened == extents[2]) return call.Add(new Unflatten((int)extents[2], (int)extents[0], (int)extents[1]));
        KerasTensor ordered = call.Import.InKerasOrder(x, call.Name);
        if (channelsLast && extents[2] > 1 && extents[0] * extents[1] > 1)
        {
            KerasTensor pixels = call.AddPart("pixels", new Reshape([0, .. extents]) { KeepBatch = true }, ordered);
            return call.Import.Add(call.Name, new Transpose([0, 3, 1, 2]), [pixels]);
        }

        long[] target = channelsLast ? [extents[2], extents[0], extents[1]] : extents;
        return call.Import.Add(call.Name, new Reshape([0, .. target]) { KeepBatch = true }, [ordered]);
    }

    /// <summary>Keras counts the axes of a sample from 1.</summary>
    public static KerasTensor Permute(LayerCall call)
    {
        int rank = call.Input.Shape.Rank;
        int[] dims = [0, .. call.Config.Integers("dims")];
        if (!dims.Order().SequenceEqual(Enumerable.Range(0, rank)) || call.Input.Flattened is not null) throw call.Config.Fault("dims", $"the numbers 1 to {rank - 1}", string.Join(", ", dims.Skip(1)));
        int[] permutation = new int[rank];
        for (int axis = 0; axis < rank; axis++) permutation[call.AxisOf(axis, rank)] = call.AxisOf(dims[axis], rank);
        return call.Add(new Transpose([.. permutation]));
    }

    public static KerasTensor ZeroPadding(LayerCall call)
    {
        _ = call.Maps;
        Margins margins = call.Config.Margins("padding");
        return call.Add(new Pad([0, 0, margins.Top, margins.Left], [0, 0, margins.Bottom, margins.Right]));
    }

    public static KerasTensor Cropping(LayerCall call)
    {
        Shape shape = call.Maps.Shape;
        Margins margins = call.Config.Has("cropping") ? call.Config.Margins("cropping") : 0;
        if (margins.Top + margins.Bottom >= shape.H || margins.Left + margins.Right >= shape.W) throw call.Config.Fault("cropping", "less than its input", $"{margins} of {shape}");
        return call.Add(new Slice([margins.Top, margins.Left], [shape.H - margins.Bottom, shape.W - margins.Right], [2, 3]));
    }

    /// <summary>Bilinear ones meet at the outer edges of pixels, as TensorFlow 2 has it.</summary>
    public static KerasTensor UpSampling(LayerCall call)
    {
        Extent size = call.Config.Pair("size", 2);
        Shape maps = call.Maps.Shape;
        ValueList<long> sizes = [(long)maps.H * size.Rows, (long)maps.W * size.Columns];
        return call.Add(call.Config.Text("interpolation", "nearest") switch
        {
            "nearest" => new Resize(Interpolation.Nearest) { Axes = [2, 3], Sizes = sizes, Coordinates = ResizeCoordinates.Asymmetric, Rounding = NearestRounding.Floor },
            "bilinear" => new Resize(Interpolation.Linear) { Axes = [2, 3], Sizes = sizes },
            string other => throw call.Config.Fault("interpolation", "nearest or bilinear", Excerpt.Of(other)),
        });
    }

    private static long[] Resolved(LayerCall call, long[] extents, int length)
    {
        int open = Array.IndexOf(extents, -1);
        long rest = 1;
        for (int axis = 0; axis < extents.Length; axis++)
            if (axis != open && (extents[axis] < 1 || (rest *= extents[axis]) > length)) throw call.Config.Fault("target_shape", $"extents for {length} numbers", string.Join(", ", extents));
        if (open >= 0) extents[open] = length / rest;
        return open >= 0 ? length % rest == 0 ? extents : throw call.Config.Fault("target_shape", $"extents for {length} numbers", string.Join(", ", extents)) : extents;
    }
}
