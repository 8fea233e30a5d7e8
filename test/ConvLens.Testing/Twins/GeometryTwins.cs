using ConvLens.Compute.Tensors;
using ConvLens.Networks.Layers;
using ConvLens.Networks.Layers.Geometry;

namespace ConvLens.Testing.Twins;

/// <summary>Volumes, unpooling and resizing from their definitions.</summary>
public static class GeometryTwins
{
    /// <summary>The layer's output; null if it is not one of these.</summary>
    public static TwinArray? Forward(Layer layer, TwinArray[] read, Func<string, TwinArray> parameter) => layer switch
    {
        VolumePooling pooling => Pool(pooling, read[0]),
        MaxUnpooling unpooling => Unpool(unpooling, read[0], read[1]),
        TransposedConvolution c => VolumeTwin.Correlate(
            read[0], parameter("weight"), c.Bias ? parameter("bias") : null, c.InferShape([read[0].Shape]), c.Groups, Pair(c.Stride), [c.Padding.Top, c.Padding.Left], Pair(c.Dilation), transposed: true),
        VolumeKernel c => VolumeTwin.Correlate(
            read[0], parameter("weight"), c.Bias ? parameter("bias") : null, c.InferShape([read[0].Shape]), c.Groups, c.Stride, c.Before, c.Dilation, c is VolumeTransposedConvolution),
        Resize resize => ResizeTwin.Forward(resize, read[0]),
        _ => null,
    };

    private static TwinArray Pool(VolumePooling layer, TwinArray x)
    {
        int axes = layer.Kernel.Count;
        int[] Or(ValueList<int> list, int otherwise) => [.. Enumerable.Range(0, axes).Select(i => list.Count > 0 ? list[i] : otherwise)];
        int[] stride = layer.Stride.Count > 0 ? [.. layer.Stride] : [.. layer.Kernel], before = Or(layer.Before, 0), after = Or(layer.After, 0), dilation = Or(layer.Dilation, 1);
        Shape output = new([x.Shape[0], x.Shape[1], .. Enumerable.Range(0, axes).Select(i => PoolingTwin.Windows(x.Shape[i + 2], before[i], after[i], ((layer.Kernel[i] - 1) * dilation[i]) + 1, stride[i], layer.RoundUp))]);
        return VolumeTwin.Windows(x, output, layer.Kernel, stride, before, after, dilation, (taps, padded) => layer switch
        {
            VolumeMaxPooling => taps.Max(tap => tap.Value),
            VolumeAveragePooling average => taps.Sum(tap => tap.Value) / (average.CountPadding ? padded : taps.Count),
            LpPooling lp => Math.Pow(taps.Sum(tap => Math.Pow(Math.Abs(tap.Value), lp.P)), 1.0 / lp.P),
            MaxPoolingIndices indices => Number(x.Shape, taps.First(tap => tap.Value == taps.Max(other => other.Value)).Place, indices.ColumnMajor),
            _ => throw new NotSupportedException(layer.Kind),
        });
    }

    private static int Number(Shape shape, int[] place, bool columnMajor)
    {
        if (!columnMajor) return TwinIndex.Flat(shape, place);
        int[] extents = shape.Extents();
        return TwinIndex.Flat(new([.. extents[..2], .. extents[2..].Reverse()]), [.. place[..2], .. place[2..].Reverse()]);
    }

    private static TwinArray Unpool(MaxUnpooling layer, TwinArray x, TwinArray indices)
    {
        Shape pooled = new([x.Shape[0], x.Shape[1], .. layer.Spatial]);
        TwinArray result = new(layer.InferShape([x.Shape, x.Shape]));
        for (int i = 0; i < x.Values.Length; i++) result.Values[TwinIndex.Flat(result.Shape, TwinIndex.Position(pooled, (int)indices.Values[i]))] = x.Values[i];
        return result;
    }

    private static int[] Pair(Extent extent) => [extent.Rows, extent.Columns];
}
