using ConvLens.Files.Onnx.Folding;
using ConvLens.Files.Onnx.Values;
using ConvLens.Networks.Layers.Geometry;

namespace ConvLens.Files.Onnx.Import.Operators;

/// <summary>Axes made longer or shorter by interpolation.</summary>
internal static class ResizeOperators
{
    public static readonly Dictionary<string, Translator> Table = new(StringComparer.Ordinal) { ["Resize"] = Resize, ["Upsample"] = Upsample };

    private static Value Upsample(OperatorContext context)
    {
        Value x = context.Input(0);
        float[] scales = context.Node.Opset < 7 && context.Node.Has("height_scale") ? [1, 1, context.Node.Single("height_scale", 1), context.Node.Single("width_scale", 1)] : Scales(context, context.Node.Opset < 9 ? -1 : 1);
        return Scaled(context, new(Mode(context)) { Coordinates = ResizeCoordinates.Asymmetric, Rounding = NearestRounding.Floor }, [.. Enumerable.Range(0, x.Rank)], scales);
    }

    private static Value Resize(OperatorContext context)
    {
        OnnxNode node = context.Node;
        Value x = context.Input(0);
        int[] axes = node.Integers("axes") is { } named ? AxisRules.Of(named, x.Rank) : [.. Enumerable.Range(0, x.Rank)];
        if (node.Opset < 11) return Scaled(context, new(Mode(context)) { Coordinates = ResizeCoordinates.Asymmetric, Rounding = NearestRounding.Floor }, axes, Scales(context, 1));
        Resize layer = new(Mode(context))
        {
            Coordinates = Coordinates(node),
            Rounding = node.Choice("nearest_mode", "round_prefer_floor", "round_prefer_floor", "round_prefer_ceil", "floor", "ceil") switch
            {
                "floor" => NearestRounding.Floor,
                "ceil" => NearestRounding.Ceil,
                "round_prefer_ceil" => NearestRounding.RoundPreferCeil,
                _ => NearestRounding.RoundPreferFloor,
            },
            CubicCoefficient = node.Single("cubic_coeff_a", -0.75f),
            ExcludeOutside = node.Flag("exclude_outside"),
            ExtrapolationValue = node.Single("extrapolation_value", 0),
            Antialias = node.Flag("antialias"),
            Policy = node.Choice("keep_aspect_ratio_policy", "stretch", "stretch", "not_larger", "not_smaller") switch { "not_larger" => AspectPolicy.NotLarger, "not_smaller" => AspectPolicy.NotSmaller, _ => AspectPolicy.Stretch },
        };
        if (layer.Coordinates == ResizeCoordinates.TfCropAndResize) layer = layer with { Region = [.. (context.Known(1)?.Numbers ?? []).Select(number => (float)number)] };
        return context.Integers(3) is { Length: > 0 } sizes ? Sized(context, layer, axes, sizes) : Scaled(context, layer, axes, Scales(context, 2));
    }

    private static Value Scaled(OperatorContext context, Resize layer, int[] axes, float[] scales)
    {
        if (scales.Length != axes.Length) throw new OnnxFault($"it must have {axes.Length} scales", $"{scales.Length}");
        int[] places = Moving(layer, axes.Length, i => scales[i] == 1);
        return places.Length == 0 ? context.Input(0) : context.Add(layer with { Axes = [.. places.Select(i => axes[i])], Scales = [.. places.Select(i => scales[i])] }, context.Input(0));
    }

    private static Value Sized(OperatorContext context, Resize layer, int[] axes, long[] sizes)
    {
        Value x = context.Input(0);
        if (sizes.Length != axes.Length) throw new OnnxFault($"it must have {axes.Length} sizes", $"{sizes.Length}");
        if (axes.Length == x.Rank) sizes = context.Batch.Follow(x.Extents, sizes);
        int[] places = layer.Policy != AspectPolicy.Stretch ? [.. Enumerable.Range(0, axes.Length)] : Moving(layer, axes.Length, i => sizes[i] == x.Extents[axes[i]]);
        return places.Length == 0 ? x : context.Add(layer with { Axes = [.. places.Select(i => axes[i])], Sizes = [.. places.Select(i => sizes[i])] }, x);
    }

    // An axis that stays is left out, so that a batch is not written down; some coordinates move even those.
    private static int[] Moving(Resize layer, int count, Func<int, bool> stays) =>
        [.. Enumerable.Range(0, count).Where(i => layer.Coordinates is ResizeCoordinates.TfCropAndResize or ResizeCoordinates.TfHalfPixelForNearest || !stays(i))];

    private static float[] Scales(OperatorContext context, int input) =>
        context.Node.Singles("scales") ?? (input >= 0 && context.Known(input) is { Length: > 0 } scales ? [.. scales.Numbers.Select(scale => (float)scale)] : throw new OnnxFault("it must have scales or sizes", "neither"));

    private static Interpolation Mode(OperatorContext context) => context.Node.Choice("mode", "nearest", "nearest", "linear", "bilinear", "cubic") switch
    {
        "nearest" => Interpolation.Nearest,
        "cubic" => Interpolation.Cubic,
        _ => Interpolation.Linear,
    };

    private static ResizeCoordinates Coordinates(OnnxNode node) => node.Text("coordinate_transformation_mode", "half_pixel") switch
    {
        "half_pixel" => ResizeCoordinates.HalfPixel,
        "half_pixel_symmetric" => ResizeCoordinates.HalfPixelSymmetric,
        "pytorch_half_pixel" => ResizeCoordinates.PytorchHalfPixel,
        "align_corners" => ResizeCoordinates.AlignCorners,
        "asymmetric" => ResizeCoordinates.Asymmetric,
        "tf_half_pixel_for_nn" => ResizeCoordinates.TfHalfPixelForNearest,
        "tf_crop_and_resize" => ResizeCoordinates.TfCropAndResize,
        var other => throw OperatorContext.Gap($"the coordinates {Excerpt.Of(other)}"),
    };
}
