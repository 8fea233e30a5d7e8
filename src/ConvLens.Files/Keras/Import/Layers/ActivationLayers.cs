using ConvLens.Compute.Tensors;
using ConvLens.Files.Keras.Weights;
using ConvLens.Networks.Layers;
using ConvLens.Networks.Layers.Activations;
using ConvLens.Networks.Layers.Arithmetic;

namespace ConvLens.Files.Keras.Import.Layers;

/// <summary>Activations, and layers that do nothing outside of training.</summary>
internal static class ActivationLayers
{
    private const float SixExactly = 6;

    /// <summary>The activation that a layer's options name; its node stands behind the layer's own: <c>conv1.relu</c>.</summary>
    public static KerasTensor After(LayerCall call, KerasTensor x) =>
        ActivationNames.NameIn(call.Import.Path, call.Definition) is var name && LayerOf(call, name, x) is { } layer ? call.AddPart(name, layer, x) : x;

    public static KerasTensor Named(LayerCall call) => LayerOf(call, ActivationNames.NameIn(call.Import.Path, call.Definition), call.Input) is { } layer ? Keep(call, layer) : call.Input;

    public static KerasTensor Relu(LayerCall call)
    {
        (float? most, float slope, float threshold) = (call.Config.Number("max_value"), call.Config.Number("negative_slope", 0), call.Config.Number("threshold", 0));
        return Keep(call, (most, slope, threshold) switch
        {
            (null, 0, 0) => new Relu(),
            (SixExactly, 0, 0) => new Relu6(),
            (null, _, 0) => new LeakyRelu(slope),
            ( > 0, 0, 0) => new Clip(0, most.Value),
            (null, 0, > 0) => new ThresholdedRelu(threshold),
            _ => throw call.Fault("a ceiling, a slope or a threshold, and not two of them", $"{most}, {slope} and {threshold}"),
        });
    }

    public static KerasTensor LeakyRelu(LayerCall call) => Keep(call, new LeakyRelu(call.Config.Number("negative_slope", call.Config.Number("alpha", 0.3f))));

    public static KerasTensor Elu(LayerCall call) => Keep(call, new Elu(call.Config.Number("alpha", 1)));

    public static KerasTensor ThresholdedRelu(LayerCall call) => Keep(call, new ThresholdedRelu(call.Config.Number("theta", 1)));

    /// <summary>Slopes are a constant beside the input; axes that share them have one.</summary>
    public static KerasTensor PRelu(LayerCall call)
    {
        KerasTensor x = call.Input;
        Hdf5.Hdf5Dataset alpha = call.Variable("alpha");
        Shape shape = Elements.DeclaredShape.Of(call.Import.Path, alpha.Title, alpha.Extents);
        if (shape.Rank != x.Shape.Rank - 1) throw call.Fault($"slopes with {x.Shape.Rank - 1} axes", $"{shape}");
        Tensor slopes = shape.Rank == 3 && !call.Import.ChannelsFirst ? KerasLayout.ChannelsFirst(alpha, [shape[2], shape[0], shape[1]], shape[2])
            : x.Flattened is { } maps && shape.Length == x.Shape.C ? KerasLayout.ChannelsFirst(alpha, shape, maps)
            : KerasLayout.Plain(alpha);
        KerasTensor constant = call.Import.Add($"{call.Name}.slope", new Constant(slopes.Shape) { Trainable = true }, [], slopes);
        return call.Import.Add(call.Name, new PRelu(), [x, constant]) with { Flattened = x.Flattened };
    }

    public static KerasTensor Softmax(LayerCall call) => Keep(call, new Softmax { Axis = call.AxisOf(call.Config.Integer("axis", -1), call.Input.Shape.Rank) });

    public static KerasTensor Dropout(LayerCall call) => Keep(call, new Dropout(call.Config.Number("rate", 0)));

    /// <summary>Layers that only training knows.</summary>
    public static KerasTensor Identity(LayerCall call) => call.Input;

    private static Layer? LayerOf(LayerCall call, string name, KerasTensor x)
    {
        Layer? layer = ActivationNames.LayerOf(name, call.Import.NewHardSigmoid);
        if (layer is null && name != ActivationNames.Linear) throw call.Config.Fault("activation", "one that is known", Excerpt.Of(name));
        return layer is ClassActivation classes ? classes with { Axis = call.AxisOf(-1, x.Shape.Rank) } : layer;
    }

    private static KerasTensor Keep(LayerCall call, Layer layer) => call.Add(layer) with { Flattened = call.Input.Flattened };
}
