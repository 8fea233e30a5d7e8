using ConvLens.Files.Onnx.Values;
using ConvLens.Networks.Layers;
using ConvLens.Networks.Layers.Geometry;
using Constant = ConvLens.Files.Onnx.Values.Constant;

namespace ConvLens.Files.Onnx.Import.Operators;

/// <summary>Convolutions down and up. On lines, a line is a picture of one row.</summary>
internal static class ConvolutionOperators
{
    public static readonly Dictionary<string, Translator> Table = new(StringComparer.Ordinal) { ["Conv"] = Convolution, ["ConvTranspose"] = Transposed };

    private static Value Convolution(OperatorContext context)
    {
        Value x = context.Input(0);
        Constant weight = Weight(context, x);
        WindowGeometry window = WindowGeometry.Of(context, x, weight.Extents[2..]);
        int groups = context.Node.Count("group", 1), outputs = weight.Extents[0];
        bool bias = context.Has(2);
        if (x.Rank > 4)
        {
            return context.Add(Volume(new VolumeConvolution(outputs, [.. window.Kernel]), window, groups, bias), [x], Weights(context, weight, weight.Extents, outputs));
        }

        if (x.Rank == 3) window = window.Lifted();
        Convolution layer = new(outputs, window.KernelExtent) { Stride = window.StrideExtent, Padding = window.Padding, Dilation = window.DilationExtent, Groups = groups, Bias = bias };
        return context.OnPictures(x, picture => context.Add(layer, [picture], Weights(context, weight, [outputs, weight.Extents[1], .. window.Kernel], outputs)));
    }

    private static Value Transposed(OperatorContext context)
    {
        Value x = context.Input(0);
        Constant weight = Weight(context, x);
        int groups = context.Node.Count("group", 1), outputs = (int)Math.Clamp((long)weight.Extents[1] * groups, 0, int.MaxValue);
        int[] more = context.Node.Counts("output_padding") ?? new int[x.Rank - 2];
        if (more.Length != x.Rank - 2) throw new OnnxFault($"it must have {x.Rank - 2} numbers of output padding", $"{more.Length}");
        WindowGeometry window = Padded(context, x, WindowGeometry.Of(context, x, weight.Extents[2..]), more);
        bool bias = context.Has(2);
        if (x.Rank > 4)
        {
            VolumeTransposedConvolution volume = new(outputs, [.. window.Kernel]) { OutputPadding = [.. more] };
            return context.Add(Volume(volume, window, groups, bias), [x], Weights(context, weight, weight.Extents, outputs));
        }

        if (x.Rank == 3) (window, more) = (window.Lifted(), [0, .. more]);
        TransposedConvolution layer = new(outputs, window.KernelExtent) { Stride = window.StrideExtent, Padding = window.Padding, Dilation = window.DilationExtent, OutputPadding = new(more[0], more[1]), Groups = groups, Bias = bias };
        return context.OnPictures(x, picture => context.Add(layer, [picture], Weights(context, weight, [weight.Extents[0], weight.Extents[1], .. window.Kernel], outputs)));
    }

    private static VolumeKernel Volume(VolumeKernel layer, WindowGeometry window, int groups, bool bias) =>
        layer with { Stride = [.. window.Stride], Before = [.. window.Before], After = [.. window.After], Dilation = [.. window.Dilation], Groups = groups, Bias = bias };

    // A shape that is asked for, or the input's times the stride, says how much is cut off or put on.
    private static WindowGeometry Padded(OperatorContext context, Value x, WindowGeometry window, int[] more)
    {
        string rule = context.Node.Text("auto_pad", "NOTSET");
        int[]? wanted = context.Node.Counts("output_shape");
        if (wanted is null && rule is not ("SAME_UPPER" or "SAME_LOWER")) return window;
        int axes = x.Rank - 2;
        if (wanted is not null && wanted.Length != axes && wanted.Length != x.Rank) throw new OnnxFault($"its output_shape must have {axes} extents", $"{wanted.Length}");
        int[] before = new int[axes], after = new int[axes];
        for (int axis = 0; axis < axes; axis++)
        {
            long full = ((x.Extents[axis + 2] - 1L) * window.Stride[axis]) + more[axis] + ((window.Kernel[axis] - 1L) * window.Dilation[axis]) + 1;
            long excess = full - (wanted is null ? (long)x.Extents[axis + 2] * window.Stride[axis] : wanted[^(axes - axis)]);
            int cut = (int)Math.Clamp(excess, 0, int.MaxValue);
            more[axis] += (int)Math.Clamp(-excess, 0, window.Stride[axis]);
            (before[axis], after[axis]) = rule == "SAME_UPPER" ? (cut / 2, cut - (cut / 2)) : (cut - (cut / 2), cut / 2);
        }

        return window with { Before = before, After = after };
    }

    private static Constant Weight(OperatorContext context, Value x)
    {
        Constant weight = context.Required(1);
        return weight.Extents.Length == x.Rank && x.Rank > 2 && weight.Length > 0 ? weight : throw new OnnxFault($"it must have a weight of {Math.Max(3, x.Rank)} axes as its maps have", $"{weight}");
    }

    private static List<(string, WeightSource)> Weights(OperatorContext context, Constant weight, int[] shape, int outputs)
    {
        List<(string, WeightSource)> weights = [("weight", new(weight, new(shape)))];
        if (context.Known(2) is { } bias) weights.Add(("bias", new(bias, new(outputs))));
        return weights;
    }
}
