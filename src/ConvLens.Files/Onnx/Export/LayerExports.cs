using ConvLens.Networks.Layers;

namespace ConvLens.Files.Onnx.Export;

/// <summary>How every kind of layer is written.</summary>
internal static class LayerExports
{
    private static readonly Dictionary<Type, LayerExport> ByLayer = new(
        [.. CoreExports.All, .. ActivationExports.All, .. ArithmeticExports.All, .. ReductionExports.All, .. NormalizationExports.All, .. ShapingExports.All, .. GeometryExports.All]);

    /// <summary>How a layer is written, or null where ONNX has no operator for it.</summary>
    public static LayerExport? Find(Layer layer) => ByLayer.GetValueOrDefault(layer.GetType());
}
