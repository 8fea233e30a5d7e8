using ConvLens.Networks.Layers;
using ConvLens.Networks.Layers.Arithmetic;
using ConvLens.Networks.Layers.Products;

namespace ConvLens.Files.Onnx.Export;

/// <summary>Arithmetic and products between nodes.</summary>
internal static class ArithmeticExports
{
    public static readonly KeyValuePair<Type, LayerExport>[] All =
    [
        LayerExport.Of<Addition>(static (context, _) => context.Add(context.Inputs.Length == 2 ? "Add" : "Sum", context.Inputs)),
        LayerExport.Plain<Subtraction>("Sub"),
        LayerExport.Plain<Multiplication>("Mul"),
        LayerExport.Plain<Division>("Div"),
        LayerExport.Plain<Exponentiation>("Pow"),
        LayerExport.Plain<Minimum>("Min"),
        LayerExport.Plain<Maximum>("Max"),
        LayerExport.Plain<Average>("Mean"),
        LayerExport.Of<Equality>(static (context, _) => Compare(context, "Equal")),
        LayerExport.Of<GreaterThan>(static (context, _) => Compare(context, "Greater")),
        LayerExport.Of<LessThan>(static (context, _) => Compare(context, "Less")),
        LayerExport.Of<Selection>(static (context, _) => context.Add("Where", [context.Truth(context.Inputs[0]), .. context.Inputs[1..]])),
        LayerExport.Of<Constant>(static (context, _) => context.Add("Identity", [context.Parameter("value")])),
        LayerExport.Plain<MatrixMultiplication>("MatMul"),
        LayerExport.Of<GeneralProduct>(static (context, layer) => context.Add(
            "Gemm", context.Inputs, Attribute.Of("alpha", layer.Alpha), Attribute.Of("beta", layer.Beta), Attribute.Of("transA", layer.TransposeA), Attribute.Of("transB", layer.TransposeB))),
    ];

    private static void Compare(ExportContext context, string type) => context.AddFloats(context.Part("truth", type, context.Inputs));
}
