using System.Text.Json;
using ConvLens.Files.Keras.Weights;
using ConvLens.Networks.Layers;
using ConvLens.Networks.Layers.Geometry;

namespace ConvLens.Files.Keras.Import.Layers;

/// <summary>Convolutions.</summary>
internal static class ConvolutionLayers
{
    public static KerasTensor Convolution(LayerCall call)
    {
        Convolution layer = Geometry(call, call.Config.Integer("filters")) with { Groups = call.Config.Integer("groups", 1), Bias = call.UsesBias };
        return ActivationLayers.After(call, call.Add(layer, call.WithBias(KerasLayout.Kernel(call.Variable("kernel")))));
    }

    public static KerasTensor Depthwise(LayerCall call) =>
        ActivationLayers.After(call, call.Add(Depthwise(call, call.UsesBias), call.WithBias(KerasLayout.Depthwise(call.Variable("depthwise_kernel", "kernel")))));

    /// <summary>A depthwise convolution and one of single pixels.</summary>
    public static KerasTensor Separable(LayerCall call)
    {
        KerasTensor maps = call.AddPart("depthwise", Depthwise(call, bias: false), call.Maps, KerasLayout.Depthwise(call.Variable("depthwise_kernel")));
        Convolution pointwise = new(call.Config.Integer("filters"), 1) { Bias = call.UsesBias };
        return ActivationLayers.After(call, call.AddPart("pointwise", pointwise, maps, call.WithBias(KerasLayout.Kernel(call.Variable("pointwise_kernel")))));
    }

    /// <summary>Kernel [rows, columns, O, I]: a convolution's from O to I channels, backwards.</summary>
    public static KerasTensor Transposed(LayerCall call)
    {
        Extent kernel = call.Config.Pair("kernel_size", 1), stride = call.Config.Pair("strides", 1), dilation = call.Config.Pair("dilation_rate", 1);
        int[]? further = !call.Config.Has("output_padding") ? null
            : call.Config.Find("output_padding") is { ValueKind: JsonValueKind.Array } ? [.. call.Config.Integers("output_padding")] : [.. Enumerable.Repeat(call.Config.Integer("output_padding"), 2)];
        if (further is not null && (further.Length != 2 || further.Min() < 0 || further[0] >= stride.Rows || further[1] >= stride.Columns)) throw call.Config.Fault("output_padding", "two numbers less than the strides", string.Join(", ", further));
        (int top, int bottom, int lower) = SamePadding.Transposed(call, call.Maps.Shape.H, kernel.Rows, stride.Rows, dilation.Rows, further?[0]);
        (int left, int right, int later) = SamePadding.Transposed(call, call.Maps.Shape.W, kernel.Columns, stride.Columns, dilation.Columns, further?[1]);
        TransposedConvolution layer = new(call.Config.Integer("filters"), kernel) { Stride = stride, Dilation = dilation, Padding = new(top, left, bottom, right), OutputPadding = new(lower, later), Bias = call.UsesBias };
        return ActivationLayers.After(call, call.Add(layer, call.WithBias(KerasLayout.Kernel(call.Variable("kernel")))));
    }

    private static Convolution Depthwise(LayerCall call, bool bias)
    {
        int channels = call.Maps.Shape.C, multiplier = call.Config.Integer("depth_multiplier", 1);
        if (multiplier < 1 || (long)channels * multiplier > int.MaxValue) throw call.Config.Fault("depth_multiplier", "at least 1", $"{multiplier}");
        return Geometry(call, channels * multiplier) with { Groups = channels, Bias = bias };
    }

    private static Convolution Geometry(LayerCall call, int outputs)
    {
        Extent kernel = call.Config.Pair("kernel_size", 1), stride = call.Config.Pair("strides", 1), dilation = call.Config.Pair("dilation_rate", 1);
        return new(outputs, kernel) { Stride = stride, Dilation = dilation, Padding = SamePadding.Of(call, call.Maps.Shape, kernel, stride, dilation) };
    }
}
