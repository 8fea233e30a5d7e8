using ConvLens.Networks.Layers;

namespace ConvLens.Files.Onnx.Export;

/// <summary>Convolution, dense layers, pooling and what stands between them.</summary>
internal static class CoreExports
{
    // Columns change places with channels.
    private static readonly int[] ColumnsFirst = [0, 3, 2, 1];

    public static readonly KeyValuePair<Type, LayerExport>[] All =
    [
        LayerExport.Of<Convolution>(static (context, layer) => context.Add(
            "Conv", Weights(context), [.. WindowAttributes.Of(layer.Kernel, layer.Stride, layer.Dilation, layer.Padding), Attribute.Of("group", layer.Groups)])),
        LayerExport.Of<Dense>(static (context, _) => context.Add("Gemm", Weights(context), Attribute.Of("transB", 1))),
        LayerExport.Of<MaxPooling>(static (context, layer) => context.Add(
            "MaxPool", context.Inputs, [.. WindowAttributes.Of(layer.Kernel, layer.Stride, layer.Dilation, layer.Padding), Attribute.Of("ceil_mode", layer.RoundUp)])),
        LayerExport.Of<AveragePooling>(
            static (context, layer) => context.Add(
                "AveragePool", context.Inputs, [.. WindowAttributes.Of(layer.Kernel, layer.Stride, layer.Dilation, layer.Padding), Attribute.Of("ceil_mode", layer.RoundUp), Attribute.Of("count_include_pad", layer.CountPadding)]),
            static layer => layer.Dilation == 1 ? 0 : 19),
        LayerExport.Plain<GlobalAveragePooling>("GlobalAveragePool"),
        LayerExport.Of<BatchNormalization>(BatchNormalization),
        LayerExport.Of<Flatten>(static (context, _) => context.Add("Flatten", context.Inputs, Attribute.Of("axis", 1))),
        LayerExport.Of<Unflatten>(static (context, layer) => context.Add("Reshape", [context.Inputs[0], context.Numbers("shape", [0, layer.Channels, layer.Rows, layer.Columns])])),
        LayerExport.Of<Concatenation>(static (context, layer) => context.Add("Concat", context.Inputs, Attribute.Of("axis", layer.Axis))),
        LayerExport.Of<Dropout>(static (context, layer) => context.Add("Dropout", [context.Inputs[0], context.Scalar("ratio", layer.Probability)])),
        LayerExport.Of<Softmax>(static (context, layer) => Classes(context, layer, "Softmax")),
        LayerExport.Of<LogSoftmax>(static (context, layer) => Classes(context, layer, "LogSoftmax")),
    ];

    private static string[] Weights(ExportContext context) =>
        context.Parameter("bias") is { Length: > 0 } bias ? [context.Inputs[0], context.Parameter("weight"), bias] : [context.Inputs[0], context.Parameter("weight")];

    private static void BatchNormalization(ExportContext context, BatchNormalization layer)
    {
        bool columns = layer.Axis == NormalizationAxis.Column;
        string input = columns ? context.Part("columns", "Transpose", context.Inputs, Attribute.Of("perm", ColumnsFirst)) : context.Inputs[0];
        string[] inputs = [input, context.Parameter("weight"), context.Parameter("bias"), context.Parameter("running_mean"), context.Parameter("running_var")];
        Wire.WireMessage[] attributes = [Attribute.Of("epsilon", layer.Epsilon), Attribute.Of("momentum", 1 - layer.Momentum)];
        if (columns) context.Add("Transpose", [context.Part("normalized", "BatchNormalization", inputs, attributes)], Attribute.Of("perm", ColumnsFirst));
        else context.Add("BatchNormalization", inputs, attributes);
    }

    private static void Classes(ExportContext context, ClassActivation layer, string type)
    {
        if (!layer.Coerce)
        {
            context.Add(type, context.Inputs, Attribute.Of("axis", layer.Axis));
            return;
        }

        string rows = context.Part("rows", "Flatten", context.Inputs, Attribute.Of("axis", layer.Axis));
        context.Add("Reshape", [context.Part("classes", type, [rows], Attribute.Of("axis", 1)), context.Part("shape", "Shape", context.Inputs)]);
    }
}
