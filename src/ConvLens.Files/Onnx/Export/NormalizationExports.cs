using ConvLens.Networks.Layers.Normalization;

namespace ConvLens.Files.Onnx.Export;

/// <summary>Normalization without statistics of a batch.</summary>
internal static class NormalizationExports
{
    public static readonly KeyValuePair<Type, LayerExport>[] All =
    [
        LayerExport.Of<InstanceNormalization>(static (context, layer) => context.Add("InstanceNormalization", Scaled(context), Attribute.Of("epsilon", layer.Epsilon))),
        LayerExport.Of<GroupNormalization>(
            static (context, layer) => context.Add("GroupNormalization", Scaled(context), Attribute.Of("epsilon", layer.Epsilon), Attribute.Of("num_groups", layer.Groups)), opset: 21),
        LayerExport.Of<LayerNormalization>(static (context, layer) => context.Add("LayerNormalization", Scaled(context), Attribute.Of("axis", layer.Axis), Attribute.Of("epsilon", layer.Epsilon))),
        LayerExport.Of<LocalResponseNormalization>(static (context, layer) => context.Add(
            "LRN", context.Inputs, Attribute.Of("size", layer.Size), Attribute.Of("alpha", layer.Alpha), Attribute.Of("beta", layer.Beta), Attribute.Of("bias", layer.Bias))),
    ];

    private static string[] Scaled(ExportContext context) => [context.Inputs[0], context.Parameter("weight"), context.Parameter("bias")];
}
