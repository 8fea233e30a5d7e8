using ConvLens.Networks.Layers.Shaping;

namespace ConvLens.Files.Onnx.Export;

/// <summary>The same numbers under other shapes and in other orders.</summary>
internal static class ShapingExports
{
    public static readonly KeyValuePair<Type, LayerExport>[] All =
    [
        LayerExport.Of<Reshape>(static (context, layer) => context.Add("Reshape", [context.Inputs[0], context.Numbers("shape", layer.Dimensions.Select((extent, axis) => layer.KeepBatch && axis == 0 ? 0 : extent))])),
        LayerExport.Of<Expand>(static (context, layer) => context.Add("Expand", [context.Inputs[0], context.Numbers("shape", layer.Dimensions.Select((extent, axis) => layer.KeepBatch && axis == 0 ? 1 : extent))])),
        LayerExport.Of<Transpose>(static (context, layer) => context.Add("Transpose", context.Inputs, Attribute.Of("perm", layer.Permutation.Select(axis => axis < 0 ? axis + context.Input.Rank : axis)))),
        LayerExport.Of<Tile>(static (context, layer) => context.Add("Tile", [context.Inputs[0], context.Numbers("repeats", layer.Repeats)])),
        LayerExport.Of<Slice>(Slice),
        LayerExport.Of<Gather>(static (context, layer) => context.Add("Gather", [context.Inputs[0], context.Numbers("indices", layer.Indices, [.. layer.IndexShape])], Attribute.Of("axis", layer.Axis))),
        LayerExport.Of<Pad>(Pad, static layer => layer.Mode == PadMode.Wrap ? 19 : 0),
        LayerExport.Of<DepthToSpace>(static (context, layer) => context.Add(
            "DepthToSpace", context.Inputs, Attribute.Of("blocksize", layer.Block), Attribute.Of("mode", layer.Mode == DepthToSpaceMode.DepthColumnRow ? "DCR" : "CRD"))),
        LayerExport.Of<SpaceToDepth>(static (context, layer) => context.Add("SpaceToDepth", context.Inputs, Attribute.Of("blocksize", layer.Block))),
    ];

    private static void Slice(ExportContext context, Slice layer)
    {
        string axes = context.Numbers("axes", layer.Axes.Count > 0 ? layer.Axes : Enumerable.Range(0, layer.Starts.Count));
        string steps = context.Numbers("steps", layer.Steps.Count > 0 ? layer.Steps : Enumerable.Repeat(1L, layer.Starts.Count));
        context.Add("Slice", [context.Inputs[0], context.Numbers("starts", layer.Starts), context.Numbers("ends", layer.Ends), axes, steps]);
    }

    private static void Pad(ExportContext context, Pad layer) => context.Add(
        "Pad", [context.Inputs[0], context.Numbers("pads", layer.Before.Concat(layer.After)), .. layer.Mode == PadMode.Constant ? new[] { context.Scalar("value", layer.Value) } : []],
        Attribute.Of("mode", layer.Mode switch { PadMode.Reflect => "reflect", PadMode.Edge => "edge", PadMode.Wrap => "wrap", _ => "constant" }));
}
