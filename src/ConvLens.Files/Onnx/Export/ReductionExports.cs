using ConvLens.Files.Onnx.Wire;
using ConvLens.Networks.Layers.Reductions;

namespace ConvLens.Files.Onnx.Export;

/// <summary>Axes drawn together to one number.</summary>
internal static class ReductionExports
{
    // From here on axes are an input of every reduction; that of the sum came earlier.
    private const int AxesAsInput = 18, AxesOfSumAsInput = 13;

    public static readonly KeyValuePair<Type, LayerExport>[] All =
    [
        LayerExport.Of<Reduction>(Reduction),
        LayerExport.Of<ArgMax>(static (context, layer) => context.AddFloats(
            context.Part("index", "ArgMax", context.Inputs, Attribute.Of("axis", layer.Axis), Attribute.Of("keepdims", layer.KeepAxis), Attribute.Of("select_last_index", layer.LastIndex)))),
        LayerExport.Plain<GlobalMaxPooling>("GlobalMaxPool"),
        LayerExport.Of<GlobalLpPooling>(static (context, layer) => context.Add("GlobalLpPool", context.Inputs, Attribute.Of("p", layer.P))),
        LayerExport.Of<LpNormalization>(static (context, layer) => context.Add("LpNormalization", context.Inputs, Attribute.Of("axis", layer.Axis), Attribute.Of("p", layer.P))),
    ];

    private static void Reduction(ExportContext context, Reduction layer)
    {
        int[]? axes = layer.Axes?.ToArray();
        if (axes is [])
        {
            context.Add("Identity", context.Inputs);
            return;
        }

        WireMessage keep = Attribute.Of("keepdims", layer.KeepAxes);
        bool asInput = context.Opset >= (layer.Operation == ReductionKind.Sum ? AxesOfSumAsInput : AxesAsInput);
        if (axes is null) context.Add(NameOf(layer.Operation), context.Inputs, keep);
        else if (asInput) context.Add(NameOf(layer.Operation), [context.Inputs[0], context.Numbers("axes", axes)], keep);
        else context.Add(NameOf(layer.Operation), context.Inputs, keep, Attribute.Of("axes", axes));
    }

    private static string NameOf(ReductionKind kind) => kind switch
    {
        ReductionKind.Sum => "ReduceSum",
        ReductionKind.Mean => "ReduceMean",
        ReductionKind.Max => "ReduceMax",
        ReductionKind.Min => "ReduceMin",
        ReductionKind.Product => "ReduceProd",
        ReductionKind.L1 => "ReduceL1",
        ReductionKind.L2 => "ReduceL2",
        ReductionKind.SumOfSquares => "ReduceSumSquare",
        ReductionKind.LogSum => "ReduceLogSum",
        _ => "ReduceLogSumExp",
    };
}
