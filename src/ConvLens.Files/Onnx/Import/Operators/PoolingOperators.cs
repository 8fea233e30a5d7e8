using ConvLens.Files.Onnx.Values;
using ConvLens.Networks.Layers;
using ConvLens.Networks.Layers.Geometry;

namespace ConvLens.Files.Onnx.Import.Operators;

/// <summary>Windows drawn together to one number, and put back.</summary>
internal static class PoolingOperators
{
    public static readonly Dictionary<string, Translator> Table = new(StringComparer.Ordinal) { ["MaxPool"] = MaxPool, ["AveragePool"] = AveragePool, ["LpPool"] = LpPool, ["MaxUnpool"] = MaxUnpool };

    private static Value MaxPool(OperatorContext context)
    {
        Value x = context.Input(0);
        WindowGeometry window = WindowGeometry.Of(context, x);
        bool roundUp = context.Node.Flag("ceil_mode"), columnMajor = context.Node.Flag("storage_order");
        if (context.Wants(1)) context.MoreOutputs[1] = context.AddPart("indices", Volume(new MaxPoolingIndices([.. window.Kernel]) { ColumnMajor = columnMajor }, window, roundUp), x).As(DataType.Int64);
        return context.Add(x.Rank == 4 ? Flat(new MaxPooling(window.KernelExtent), window, roundUp) : Volume(new VolumeMaxPooling([.. window.Kernel]), window, roundUp), x);
    }

    private static Value AveragePool(OperatorContext context)
    {
        Value x = context.Input(0);
        WindowGeometry window = WindowGeometry.Of(context, x);
        bool roundUp = context.Node.Flag("ceil_mode"), count = context.Node.Flag("count_include_pad");
        return context.Add(
            x.Rank == 4 ? Flat(new AveragePooling(window.KernelExtent) { CountPadding = count }, window, roundUp) : Volume(new VolumeAveragePooling([.. window.Kernel]) { CountPadding = count }, window, roundUp), x);
    }

    private static Value LpPool(OperatorContext context)
    {
        Value x = context.Input(0);
        WindowGeometry window = WindowGeometry.Of(context, x);
        int p = context.Node.Opset < 2 ? (int)context.Node.Single("p", 2) : context.Node.Count("p", 2);
        return context.Add(Volume(new LpPooling(p, [.. window.Kernel]), window, context.Node.Flag("ceil_mode")), x);
    }

    // Indices count in the maps that were pooled, whatever the shape that is asked for.
    private static Value MaxUnpool(OperatorContext context)
    {
        Value x = context.Input(0);
        WindowGeometry window = WindowGeometry.Of(context, x);
        int[] spatial = [.. x.Extents[2..].Select((extent, axis) => ((extent - 1) * window.Stride[axis]) - window.Before[axis] - window.After[axis] + window.Kernel[axis])];
        int[] output = context.Integers(2) is { } asked ? [.. asked.Skip(2).Select(extent => (int)Math.Clamp(extent, 0, int.MaxValue))] : [];
        return context.Add(new MaxUnpooling([.. spatial]) { Output = [.. output] }, x, context.Input(1));
    }

    private static Pooling Flat(Pooling layer, WindowGeometry window, bool roundUp) =>
        layer with { Stride = window.StrideExtent, Padding = window.Padding, Dilation = window.DilationExtent, RoundUp = roundUp };

    private static VolumePooling Volume(VolumePooling layer, WindowGeometry window, bool roundUp) =>
        layer with { Stride = [.. window.Stride], Before = [.. window.Before], After = [.. window.After], Dilation = [.. window.Dilation], RoundUp = roundUp };
}
