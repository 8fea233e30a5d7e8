using ConvLens.Compute.Layout;
using ConvLens.Compute.Tensors;

namespace ConvLens.Networks.Layers.Shaping;

/// <summary>Puts positions before and after those of each axis.</summary>
/// <param name="Before">How many before, for each axis; negative numbers cut off.</param>
/// <param name="After">How many after, for each axis; negative numbers cut off.</param>
public sealed record Pad(ValueList<long> Before, ValueList<long> After) : Rearrangement
{
    /// <summary>What stands there. Default: one number.</summary>
    public PadMode Mode { get; init; }

    /// <summary>The number that stands there with <see cref="PadMode.Constant"/>. Default 0.</summary>
    public float Value { get; init; }

    /// <inheritdoc/>
    public override string Kind => "pad";

    /// <inheritdoc/>
    public override LocalWindow? Window => LocalWindow.Pixel;

    /// <inheritdoc/>
    private protected override float Fill => Value;

    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<Shape> inputs)
    {
        Axes.RequireCount(Before.Count, inputs[0].Rank, "margins before");
        Axes.RequireCount(After.Count, inputs[0].Rank, "margins after");
        if (Before.Concat(After).Any(margin => Math.Clamp(margin, -int.MaxValue, int.MaxValue) != margin)) throw new LayerShapeException($"its margins {Before} and {After} are too large");
        return Axes.ToShape([.. inputs[0].AsEnumerable().Select((extent, axis) => Before[axis] + extent + After[axis])]);
    }

    private protected override IEnumerable<CopyAxis> CopyAxes(Shape input, Shape output)
    {
        int[] from = MemoryStrides.Of(input), to = MemoryStrides.Of(output);
        return to.Select((stride, axis) => CopyAxis.Picked(Enumerable.Range(0, output[axis]).Select(i => Inside(i - (int)Before[axis], input[axis])), from[axis], stride));
    }

    private int Inside(int position, int extent) => Mode switch
    {
        PadMode.Edge => Math.Clamp(position, 0, extent - 1),
        PadMode.Wrap => Modulo(position, extent),
        PadMode.Reflect when extent == 1 => 0,
        PadMode.Reflect => extent - 1 - Math.Abs(extent - 1 - Modulo(position, 2 * (extent - 1))),
        _ => position >= 0 && position < extent ? position : -1,
    };

    private static int Modulo(int position, int period) => ((position % period) + period) % period;
}
