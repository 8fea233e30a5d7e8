using ConvLens.Compute.Tensors;
using ConvLens.Files.Keras.Weights;
using ConvLens.Networks.Layers;

namespace ConvLens.Files.Keras.Import.Layers;

/// <summary>Dense layers.</summary>
internal static class DenseLayers
{
    /// <summary>Over vectors, or over the channels of each pixel, which is a convolution of single pixels.</summary>
    public static KerasTensor Dense(LayerCall call)
    {
        int units = call.Config.Integer("units");
        KerasTensor input = call.Input;
        if (input.Shape.Rank == 4 && !call.Import.ChannelsFirst)
        {
            Tensor kernel = KerasLayout.Kernel(call.Variable("kernel")), weight = new([.. kernel.Shape.AsEnumerable(), 1, 1]);
            kernel.Values.CopyTo(weight.Span);
            return ActivationLayers.After(call, call.Add(new Convolution(units, 1) { Bias = call.UsesBias }, call.WithBias(weight)));
        }

        if (input.Shape.Rank != 2) throw call.Fault("a vector, or maps with channels last, as its input", $"{input.Shape}");
        Tensor matrix = input.Flattened is { } maps ? KerasLayout.Flattened(call.Variable("kernel"), maps) : KerasLayout.Kernel(call.Variable("kernel"));
        return ActivationLayers.After(call, call.Add(new Dense(units) { Bias = call.UsesBias }, call.WithBias(matrix)));
    }
}
