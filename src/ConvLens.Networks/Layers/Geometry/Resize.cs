using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;

namespace ConvLens.Networks.Layers.Geometry;

/// <summary>Enlarges or reduces axes by interpolation, as ONNX's Resize does; its Upsample is this with <see cref="ResizeCoordinates.Asymmetric"/> and <see cref="NearestRounding.Floor"/>.</summary>
/// <remarks>Either scales or sizes are given. Output extent ⌊extent · scale⌋, or the size.</remarks>
/// <param name="Interpolation">How numbers between positions are found.</param>
public sealed record Resize(Interpolation Interpolation) : Layer
{
    /// <summary>The axes that are resized; negative ones count from behind. Empty (default): all of them in order.</summary>
    public ValueList<int> Axes { get; init; }

    /// <summary>The scale of each named axis, above 0.</summary>
    public ValueList<float> Scales { get; init; }

    /// <summary>The extent of each named axis.</summary>
    public ValueList<long> Sizes { get; init; }

    /// <summary>Where positions lie in the original. Default: half pixels.</summary>
    public ResizeCoordinates Coordinates { get; init; }

    /// <summary>Which position is the nearest. Default: of two the lower.</summary>
    public NearestRounding Rounding { get; init; }

    /// <summary>The cubic's coefficient a. Default −0.75, as in PyTorch; −0.5 in TensorFlow.</summary>
    public float CubicCoefficient { get; init; } = -0.75f;

    /// <summary>Whether positions outside weigh nothing and the rest more; otherwise the outermost number stands for them. Default false.</summary>
    public bool ExcludeOutside { get; init; }

    /// <summary>Whether a reduction widens its filter to all the positions it leaves out. Default false.</summary>
    public bool Antialias { get; init; }

    /// <summary>Whether resizing to sizes keeps proportions. Default: no.</summary>
    public AspectPolicy Policy { get; init; }

    /// <summary>For <see cref="ResizeCoordinates.TfCropAndResize"/>: the start of the region along each named axis, then the ends; 0 is the first position and 1 the last.</summary>
    public ValueList<float> Region { get; init; }

    /// <summary>The value of what lies outside of the original, for <see cref="ResizeCoordinates.TfCropAndResize"/>. Default 0.</summary>
    public float ExtrapolationValue { get; init; }

    /// <inheritdoc/>
    public override string Kind => "resize";

    /// <inheritdoc/>
    public override LocalWindow? Window => null;

    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<Shape> inputs) => Layers.Axes.ToShape([.. AxesOf(inputs[0]).Select(axis => axis.Resized)]);

    internal override LayerExecutor CreateExecutor(LayerSite site)
    {
        ResizeAxis[] axes = AxesOf(site.Input);
        return Interpolation == Interpolation.Nearest ? new NearestResizeExecutor(site, this, axes) : new AxisProductExecutor(site, [.. axes.Select(axis => axis.IsIdentity ? null : axis.Weights(this))], ExtrapolationValue);
    }

    private ResizeAxis[] AxesOf(Shape input)
    {
        int[] named = Axes.Count > 0 ? Layers.Axes.Resolve(Axes, input.Rank) : [.. Enumerable.Range(0, input.Rank)];
        bool scaled = Scales.Count > 0;
        if (scaled == Sizes.Count > 0 || (scaled ? Scales.Count : Sizes.Count) != named.Length) throw new LayerShapeException($"it needs {named.Length} scales or {named.Length} sizes, found {Scales} and {Sizes}");
        bool region = Coordinates == ResizeCoordinates.TfCropAndResize;
        if (region && Region.Count != 2 * named.Length) throw new LayerShapeException($"it needs a region of {2 * named.Length} numbers, found {Region}");
        if (Region.Concat(Scales).Any(number => !float.IsFinite(number)) || Scales.Any(scale => scale <= 0)) throw new LayerShapeException($"its scales and region must be finite, and scales above 0, found {Scales} and {Region}");
        double[] scales = scaled ? [.. Scales.Select(scale => (double)scale)] : [.. named.Select((axis, i) => (double)Sizes[i] / input[axis])];
        if (!scaled && Policy != AspectPolicy.Stretch) Array.Fill(scales, Policy == AspectPolicy.NotLarger ? scales.Min() : scales.Max());
        ResizeAxis[] axes = [.. input.AsEnumerable().Select(extent => new ResizeAxis(extent, extent, 1, null))];
        for (int i = 0; i < named.Length; i++)
        {
            int extent = input[named[i]];
            // Scales are float32 numbers and so is their product with an extent: 10 · 0.7 is 7.
            long resized = scaled ? (long)MathF.Floor(extent * Scales[i]) : Policy == AspectPolicy.Stretch ? Sizes[i] : (long)Math.Floor((scales[i] * extent) + 0.5);
            axes[named[i]] = new(extent, resized, scales[i], region ? (Region[i], Region[i + named.Length]) : null);
        }

        return axes;
    }
}
