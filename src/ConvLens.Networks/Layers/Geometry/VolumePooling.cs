using ConvLens.Compute.Pooling;
using ConvLens.Compute.Tensors;

namespace ConvLens.Networks.Layers.Geometry;

/// <summary>What pooling over any number of spatial axes shares: [N, C, L], [N, C, H, W] or [N, C, D, H, W]. For pictures <see cref="MaxPooling"/> and <see cref="AveragePooling"/> are faster.</summary>
/// <param name="Kernel">The window's extent along each spatial axis.</param>
public abstract record VolumePooling(ValueList<int> Kernel) : Layer
{
    /// <summary>Positions from one window to the next. Empty (default): the window's size, so that windows touch.</summary>
    public ValueList<int> Stride { get; init; }

    /// <summary>Padding before each spatial axis, less than the window. Empty (default): none.</summary>
    public ValueList<int> Before { get; init; }

    /// <summary>Padding behind each spatial axis, less than the window. Empty (default): none.</summary>
    public ValueList<int> After { get; init; }

    /// <summary>Positions from one tap of a window to the next. Empty (default): 1.</summary>
    public ValueList<int> Dilation { get; init; }

    /// <summary>Whether a last window that does not fit whole still counts. Default false.</summary>
    public bool RoundUp { get; init; }

    /// <inheritdoc/>
    public override LocalWindow? Window => null;

    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<Shape> inputs)
    {
        Shape input = inputs[0];
        if (Kernel.Count is < 1 or > 3) throw new LayerShapeException($"its window must have one to three axes, found {Kernel}");
        RequireRank(input, Kernel.Count + 2, $"N×C and {Kernel.Count} spatial axes");
        foreach (ValueList<int> list in (ValueList<int>[])[Stride, Before, After, Dilation])
            if (list.Count != 0 && list.Count != Kernel.Count) throw new LayerShapeException($"its strides, margins and dilations must be as many as its window's axes {Kernel}, found {list}");
        return new([input.N, input.C, .. Spatial(input).Select(axis => axis.Windows)]);
    }

    private protected VolumeGeometry Geometry(Shape input, Shape output) => new(input, output, [.. Spatial(input)]);

    private IEnumerable<VolumeAxis> Spatial(Shape input) => Kernel.Select((window, i) =>
    {
        int extent = input[i + 2], stride = Stride.Count > 0 ? Stride[i] : window, dilation = Dilation.Count > 0 ? Dilation[i] : 1;
        int before = Before.Count > 0 ? Before[i] : 0, after = After.Count > 0 ? After[i] : 0;
        return new VolumeAxis(extent, PoolingWindows.Count(extent, before, after, window, stride, dilation, RoundUp), window, stride, before, after, dilation);
    });
}
