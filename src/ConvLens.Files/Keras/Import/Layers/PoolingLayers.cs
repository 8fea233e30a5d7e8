using ConvLens.Networks.Layers;
using ConvLens.Networks.Layers.Reductions;

namespace ConvLens.Files.Keras.Import.Layers;

/// <summary>Pooling.</summary>
internal static class PoolingLayers
{
    public static KerasTensor Max(LayerCall call) => call.Add(Windowed(call, new MaxPooling(Window(call))));

    /// <summary>Padding does not count in the mean.</summary>
    public static KerasTensor Average(LayerCall call) => call.Add(Windowed(call, new AveragePooling(Window(call)) { CountPadding = false }));

    public static KerasTensor GlobalAverage(LayerCall call) => Global(call, new GlobalAveragePooling());

    public static KerasTensor GlobalMax(LayerCall call) => Global(call, new GlobalMaxPooling());

    private static KerasTensor Global(LayerCall call, Layer layer)
    {
        _ = call.Maps;
        KerasTensor means = call.Add(layer);
        return call.Config.Flag("keepdims", false) ? means : call.AddPart("flatten", new Flatten(), means);
    }

    private static Extent Window(LayerCall call) => call.Config.Pair("pool_size", 2);

    private static Pooling Windowed(LayerCall call, Pooling layer)
    {
        Extent stride = call.Config.Pair("strides", layer.Kernel);
        return layer with { Stride = stride, Padding = SamePadding.Of(call, call.Maps.Shape, layer.Kernel, stride, 1) };
    }
}
