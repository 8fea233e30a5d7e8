using ConvLens.Compute.Tensors;
using ConvLens.Files.Hdf5;
using ConvLens.Files.Keras.Weights;
using ConvLens.Networks.Layers;

namespace ConvLens.Files.Keras.Import.Layers;

/// <summary>Batch normalization.</summary>
internal static class NormalizationLayers
{
    /// <summary>Over channels, or over the last axis of maps with channels first: Keras' default there.</summary>
    public static KerasTensor Batch(LayerCall call)
    {
        KerasTensor input = call.Input;
        int axis = call.AxisOf(Axis(call), input.Shape.Rank);
        if (input.Shape.Rank is not (2 or 4) || !(axis == 1 || (axis == 3 && input.Shape.Rank == 4))) throw call.Fault("channels or columns as its axis", $"axis {axis} of {input.Shape}");
        BatchNormalization layer = new()
        {
            Epsilon = call.Config.Number("epsilon", 1e-3f),
            Momentum = 1 - call.Config.Number("momentum", 0.99f),
            Axis = axis == 1 ? NormalizationAxis.Channel : NormalizationAxis.Column,
        };
        Tensor mean = Statistic(call, call.Variable("moving_mean")), variance = Statistic(call, call.Variable("moving_variance"));
        Tensor scale = call.Find("gamma") is { } gamma ? Statistic(call, gamma) : Constant(mean.Shape, 1), shift = call.Find("beta") is { } beta ? Statistic(call, beta) : Constant(mean.Shape, 0);
        return call.Add(layer, scale, shift, mean, variance) with { Flattened = input.Flattened };
    }

    private static int Axis(LayerCall call) => call.Config.Find("axis") is { ValueKind: System.Text.Json.JsonValueKind.Array }
        ? call.Config.Integers("axis") is [int only] ? only : throw call.Config.Fault("axis", "one axis", "several")
        : call.Config.Integer("axis", -1);

    private static Tensor Statistic(LayerCall call, Hdf5Dataset data) =>
        call.Input.Flattened is { } maps ? KerasLayout.ChannelsFirst(data, [call.Input.Shape.C], maps) : KerasLayout.Plain(data);

    private static Tensor Constant(Shape shape, float value)
    {
        Tensor tensor = new(shape);
        tensor.Span.Fill(value);
        return tensor;
    }
}
