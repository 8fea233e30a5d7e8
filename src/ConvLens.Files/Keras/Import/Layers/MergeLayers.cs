using ConvLens.Networks.Layers;
using ConvLens.Networks.Layers.Arithmetic;

namespace ConvLens.Files.Keras.Import.Layers;

/// <summary>Layers of several inputs.</summary>
internal static class MergeLayers
{
    public static KerasTensor Add(LayerCall call) => All(call, new Addition());

    public static KerasTensor Average(LayerCall call) => All(call, new Average());

    public static KerasTensor Maximum(LayerCall call) => All(call, new Maximum());

    public static KerasTensor Minimum(LayerCall call) => All(call, new Minimum());

    public static KerasTensor Subtract(LayerCall call) => All(call, new Subtraction());

    public static KerasTensor Multiply(LayerCall call)
    {
        IReadOnlyList<KerasTensor> inputs = Alike(call);
        KerasTensor product = inputs[0];
        for (int i = 1; i < inputs.Count; i++) product = call.Import.Add(i == inputs.Count - 1 ? call.Name : $"{call.Name}.{i}", new Multiplication(), [product, inputs[i]]);
        return product with { Flattened = inputs[0].Flattened };
    }

    public static KerasTensor Concatenate(LayerCall call)
    {
        int axis = call.AxisOf(call.Config.Integer("axis", -1), call.Inputs[0].Shape.Rank);
        KerasTensor[] inputs = [.. call.Inputs.Select((input, i) => input.Flattened is null ? input : call.Import.InKerasOrder(input, $"{call.Name}.{i}"))];
        return call.Import.Add(call.Name, new Concatenation { Axis = axis }, inputs);
    }

    private static KerasTensor All(LayerCall call, Layer layer)
    {
        IReadOnlyList<KerasTensor> inputs = Alike(call);
        return call.Import.Add(call.Name, layer, inputs) with { Flattened = inputs[0].Flattened };
    }

    /// <summary>Inputs of one order; beside maps, a vector stands for one number a channel.</summary>
    private static IReadOnlyList<KerasTensor> Alike(LayerCall call)
    {
        if (call.Inputs.Count < 2) throw call.Fault("two inputs or more", $"{call.Inputs.Count}");
        bool maps = call.Inputs.Any(input => input.Shape.Rank == 4) && !call.Import.ChannelsFirst, sameOrder = call.Inputs.All(input => input.Flattened == call.Inputs[0].Flattened);
        return [.. call.Inputs.Select((input, i) => Like(call, sameOrder ? input : Ordered(call, input, i), i, maps))];
    }

    private static KerasTensor Ordered(LayerCall call, KerasTensor input, int i) => input.Flattened is null ? input : call.Import.InKerasOrder(input, $"{call.Name}.{i}");

    private static KerasTensor Like(LayerCall call, KerasTensor input, int i, bool maps) =>
        maps && input.Shape.Rank == 2 ? call.Import.Add($"{call.Name}.{i}.maps", new Unflatten(input.Shape.C, 1, 1), [Ordered(call, input, i)]) : input;
}
