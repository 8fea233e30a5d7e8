using ConvLens.Files.Onnx.Wire;
using ConvLens.Networks.Layers.Geometry;

namespace ConvLens.Files.Onnx.Export;

/// <summary>Convolutions up, volumes, pooling of any axes, and interpolation.</summary>
internal static class GeometryExports
{
    public static readonly KeyValuePair<Type, LayerExport>[] All =
    [
        LayerExport.Of<TransposedConvolution>(static (context, layer) => context.Add("ConvTranspose", Weights(context), [
            .. WindowAttributes.Of(layer.Kernel, layer.Stride, layer.Dilation, layer.Padding), Attribute.Of("group", layer.Groups), Attribute.Of("output_padding", [layer.OutputPadding.Rows, layer.OutputPadding.Columns])])),
        LayerExport.Of<VolumeConvolution>(static (context, layer) => context.Add("Conv", Weights(context), Volume(layer))),
        LayerExport.Of<VolumeTransposedConvolution>(static (context, layer) => context.Add("ConvTranspose", Weights(context), [.. Volume(layer), Attribute.Of("output_padding", layer.OutputPadding)])),
        LayerExport.Of<VolumeMaxPooling>(static (context, layer) => context.Add("MaxPool", context.Inputs, Window(layer))),
        LayerExport.Of<VolumeAveragePooling>(static (context, layer) => context.Add("AveragePool", context.Inputs, [.. Window(layer), Attribute.Of("count_include_pad", layer.CountPadding)]), static layer => IsDilated(layer) ? 19 : 0),
        LayerExport.Of<LpPooling>(
            static (context, layer) => context.Add("LpPool", context.Inputs, [.. Window(layer), Attribute.Of("p", layer.P)]), static layer => IsDilated(layer) || layer.RoundUp ? 18 : 0),
        LayerExport.Of<MaxPoolingIndices>(static (context, layer) => context.AddFloats(
            context.SecondPart("indices", "MaxPool", context.Inputs, [.. Window(layer), Attribute.Of("storage_order", layer.ColumnMajor)]))),
        LayerExport.Of<MaxUnpooling>(MaxUnpooling),
        LayerExport.Of<Resize>(Resize, ResizeOpset),
    ];

    private static string[] Weights(ExportContext context) =>
        context.Parameter("bias") is { Length: > 0 } bias ? [context.Inputs[0], context.Parameter("weight"), bias] : [context.Inputs[0], context.Parameter("weight")];

    private static WireMessage[] Volume(VolumeKernel layer) => [.. WindowAttributes.Of(layer.Kernel, layer.Stride, layer.Dilation, layer.Before.Concat(layer.After)), Attribute.Of("group", layer.Groups)];

    private static WireMessage[] Window(VolumePooling layer)
    {
        int[] zeros = new int[layer.Kernel.Count];
        IEnumerable<int> stride = layer.Stride.Count > 0 ? layer.Stride : layer.Kernel, before = layer.Before.Count > 0 ? layer.Before : zeros, after = layer.After.Count > 0 ? layer.After : zeros;
        WireMessage[] window = WindowAttributes.Of(layer.Kernel, stride, layer.Dilation, before.Concat(after));
        return layer.RoundUp ? [.. window, Attribute.Of("ceil_mode", value: true)] : window;
    }

    private static bool IsDilated(VolumePooling layer) => layer.Dilation.Any(step => step != 1);

    // A window that has the extents in question: one of stride 1 that reaches from the input's to the pooled ones.
    private static void MaxUnpooling(ExportContext context, MaxUnpooling layer)
    {
        WireMessage window = Attribute.Of("kernel_shape", layer.Spatial.Select((extent, axis) => extent - context.Input[axis + 2] + 1));
        string[] inputs = [context.Inputs[0], context.WholeNumbers(context.Inputs[1])];
        if (layer.Output.Count == 0)
        {
            context.Add("MaxUnpool", inputs, window);
            return;
        }

        string outer = context.Part("outer", "Slice", [context.Part("shape", "Shape", [context.Inputs[0]]), context.Numbers("start", [0L]), context.Numbers("end", [2L])]);
        string shape = context.Part("extents", "Concat", [outer, context.Numbers("inner", layer.Output)], Attribute.Of("axis", 0));
        context.Add("MaxUnpool", [.. inputs, shape], window);
    }

    private static int ResizeOpset(Resize layer) =>
        layer.Coordinates == ResizeCoordinates.HalfPixelSymmetric ? 19 : layer.Antialias || layer.Axes.Count > 0 || layer.Policy != AspectPolicy.Stretch ? 18 : 0;

    private static void Resize(ExportContext context, Resize layer)
    {
        string region = layer.Region.Count > 0 ? context.Floats("region", layer.Region) : "";
        string[] inputs = layer.Scales.Count > 0
            ? [context.Inputs[0], region, context.Floats("scales", layer.Scales)]
            : [context.Inputs[0], region, "", context.Numbers("sizes", layer.Sizes)];
        List<WireMessage> attributes =
        [
            Attribute.Of("mode", layer.Interpolation switch { Interpolation.Nearest => "nearest", Interpolation.Cubic => "cubic", _ => "linear" }),
            Attribute.Of("coordinate_transformation_mode", layer.Coordinates switch
            {
                ResizeCoordinates.HalfPixelSymmetric => "half_pixel_symmetric",
                ResizeCoordinates.PytorchHalfPixel => "pytorch_half_pixel",
                ResizeCoordinates.AlignCorners => "align_corners",
                ResizeCoordinates.Asymmetric => "asymmetric",
                ResizeCoordinates.TfHalfPixelForNearest => "tf_half_pixel_for_nn",
                ResizeCoordinates.TfCropAndResize => "tf_crop_and_resize",
                _ => "half_pixel",
            }),
            Attribute.Of("nearest_mode", layer.Rounding switch { NearestRounding.Floor => "floor", NearestRounding.Ceil => "ceil", NearestRounding.RoundPreferCeil => "round_prefer_ceil", _ => "round_prefer_floor" }),
            Attribute.Of("cubic_coeff_a", layer.CubicCoefficient),
            Attribute.Of("exclude_outside", layer.ExcludeOutside),
            Attribute.Of("extrapolation_value", layer.ExtrapolationValue),
        ];
        if (layer.Antialias) attributes.Add(Attribute.Of("antialias", value: true));
        if (layer.Axes.Count > 0) attributes.Add(Attribute.Of("axes", layer.Axes));
        if (layer.Policy != AspectPolicy.Stretch) attributes.Add(Attribute.Of("keep_aspect_ratio_policy", layer.Policy == AspectPolicy.NotLarger ? "not_larger" : "not_smaller"));
        context.Add("Resize", inputs, [.. attributes]);
    }
}
