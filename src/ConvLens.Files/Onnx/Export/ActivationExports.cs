using ConvLens.Networks.Layers;
using ConvLens.Networks.Layers.Activations;

namespace ConvLens.Files.Onnx.Export;

/// <summary>Functions of each number by itself.</summary>
internal static class ActivationExports
{
    public static readonly KeyValuePair<Type, LayerExport>[] All =
    [
        LayerExport.Plain<Relu>("Relu"),
        LayerExport.Plain<Sigmoid>("Sigmoid"),
        LayerExport.Plain<Networks.Layers.Tanh>("Tanh"),
        LayerExport.Plain<HardSwish>("HardSwish"),
        LayerExport.Plain<Mish>("Mish", opset: 18),
        LayerExport.Plain<Softplus>("Softplus"),
        LayerExport.Plain<Softsign>("Softsign"),
        LayerExport.Plain<Erf>("Erf"),
        LayerExport.Plain<Exponential>("Exp"),
        LayerExport.Plain<NaturalLogarithm>("Log"),
        LayerExport.Plain<AbsoluteValue>("Abs"),
        LayerExport.Plain<Negation>("Neg"),
        LayerExport.Plain<Reciprocal>("Reciprocal"),
        LayerExport.Plain<SquareRoot>("Sqrt"),
        LayerExport.Plain<Floor>("Floor"),
        LayerExport.Plain<Ceiling>("Ceil"),
        LayerExport.Plain<Round>("Round"),
        LayerExport.Plain<PRelu>("PRelu"),
        LayerExport.Of<Relu6>(static (context, _) => context.Add("Clip", [context.Inputs[0], context.Scalar("min", 0), context.Scalar("max", 6)])),
        LayerExport.Of<Clip>(static (context, layer) => context.Add("Clip", [context.Inputs[0], context.Scalar("min", layer.Min), context.Scalar("max", layer.Max)])),
        LayerExport.Of<Not>(static (context, _) => context.AddFloats(context.Part("zero", "Equal", [context.Inputs[0], context.Scalar("of", 0)]))),
        LayerExport.Of<LeakyRelu>(static (context, layer) => context.Add("LeakyRelu", context.Inputs, Attribute.Of("alpha", layer.Slope))),
        LayerExport.Of<Elu>(static (context, layer) => context.Add("Elu", context.Inputs, Attribute.Of("alpha", layer.Alpha))),
        LayerExport.Of<Celu>(static (context, layer) => context.Add("Celu", context.Inputs, Attribute.Of("alpha", layer.Alpha))),
        LayerExport.Of<Selu>(static (context, layer) => context.Add("Selu", context.Inputs, Attribute.Of("alpha", layer.Alpha), Attribute.Of("gamma", layer.Gamma))),
        LayerExport.Of<ThresholdedRelu>(static (context, layer) => context.Add("ThresholdedRelu", context.Inputs, Attribute.Of("alpha", layer.Alpha))),
        LayerExport.Of<HardSigmoid>(static (context, layer) => context.Add("HardSigmoid", context.Inputs, Attribute.Of("alpha", layer.Alpha), Attribute.Of("beta", layer.Beta))),
        LayerExport.Of<Gelu>(static (context, layer) => context.Add("Gelu", context.Inputs, Attribute.Of("approximate", layer.Tanh ? "tanh" : "none")), opset: 20),
        LayerExport.Of<Swish>(static (context, layer) =>
            context.Add("Mul", [context.Inputs[0], context.Part("gate", "Sigmoid", [context.Part("scaled", "Mul", [context.Inputs[0], context.Scalar("alpha", layer.Alpha)])])])),
    ];
}
